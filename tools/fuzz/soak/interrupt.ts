import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeTinyMedia } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { contentsOf, smallExperiment, trainProcess } from '../../../apps/trainer/src/train-process.test.support.ts';
import { expectCode } from './expect-code.ts';
import type { Scenario } from './soak.ts';

const numInterruptions = 8;

/** SIGTERM at regular intervals during a training, each followed by `--resume`: exit code 130 each time, and finally the same run as without interruptions. */
export const interrupt: Scenario = async (folder) => {
  const manifest = await writeTinyMedia(join(folder, 'media'), 100);
  const cache = join(folder, 'cache');
  const whole = join(folder, 'whole');
  const start = (run: string) => [...smallExperiment, '--data', manifest, '--run', run];
  const undisturbed = await trainProcess(start(whole), { cache });
  expectCode('the undisturbed training', undisturbed, 0);
  let numEnded = 0;
  for (let i = 1; i <= numInterruptions; i++) {
    const run = join(folder, `run-${i}`);
    const ended = await trainProcess(start(run), {
      cache,
      interrupt: { signal: 'SIGTERM', after: (i * undisturbed.seconds) / (numInterruptions + 1) },
    });
    if (ended.code === null) continue; // before the command listened
    expectCode('an interrupted training', ended, 0, 130);
    if (ended.code === 130) numEnded += 1;
    expectCode('its resumption', await trainProcess(existsSync(join(run, 'config.json')) ? ['--resume', run] : start(run), { cache }), 0);
    if (!isDeepStrictEqual(contentsOf(run), contentsOf(whole))) throw new Error(`run ${i} differs from the undisturbed one`);
  }
  return `${numEnded} of ${numInterruptions} trainings were interrupted and resumed to the same run`;
};
