import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeTinyMedia } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { smallExperiment, trainProcess } from '../../../apps/trainer/src/train-process.test.support.ts';
import { expectCode } from './expect-code.ts';
import type { Scenario } from './soak.ts';

/** Media are deleted, replaced and written to while they are extracted: only they are skipped, and they are listed. */
export const changeMedia: Scenario = async (folder) => {
  const media = join(folder, 'media');
  const numSamples = 1000;
  const manifest = await writeTinyMedia(media, numSamples);
  const run = join(folder, 'run');
  let isOver = false;
  const training = trainProcess([...smallExperiment, '--data', manifest, '--run', run], { cache: join(folder, 'cache') }).finally(
    () => (isOver = true),
  );
  for (let i = 9; i < numSamples && !isOver; i += 10) {
    const at = (name: string) => join(media, `${i - (i % 10) + 9}${name}`);
    rmSync(at('.png'), { force: true });
    appendFileSync(join(media, `${i - 1}.wav`), Buffer.alloc(100));
    writeFileSync(join(media, `${i - 2}.png`), readFileSync(join(media, `${i - 3}.png`)));
    await wait(20);
  }
  const ended = await training;
  expectCode('a training whose media change', ended, 0);
  const resumed = await trainProcess(['--resume', run], { cache: join(folder, 'cache') });
  expectCode('its resumption', resumed, 0, 2);
  const numSkipped = readFileSync(join(run, 'skipped.csv'), 'utf8').trim().split('\n').length - 1;
  return `${numSamples} samples of which a tenth lost its picture meanwhile: ${numSkipped} named in skipped.csv`;
};
