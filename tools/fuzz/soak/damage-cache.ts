import { existsSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { writeTinyMedia } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { contentsOf, smallExperiment, trainProcess } from '../../../apps/trainer/src/train-process.test.support.ts';
import { expectCode } from './expect-code.ts';
import type { Scenario } from './soak.ts';

const harms: Readonly<Record<string, (pack: string) => Promise<void> | void>> = {
  deleted: (pack) => rmSync(pack, { force: true }),
  truncated: (pack) => truncateSync(pack, Math.floor(statSync(pack).size / 2)),
  zeroed: async (pack) => {
    const file = await open(pack, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(Math.floor(size / 3)), 0, undefined, Math.floor(size / 3));
    await file.close();
  },
};

/** Files of the cache are deleted, truncated and overwritten while a training uses them: it finishes, or says what to do and resumes to the same run. */
export const damageCache: Scenario = async (folder) => {
  const manifest = await writeTinyMedia(join(folder, 'media'), 120);
  const whole = join(folder, 'whole');
  expectCode(
    'the undamaged training',
    await trainProcess([...smallExperiment, '--data', manifest, '--run', whole], { cache: join(folder, 'cache') }),
    0,
  );
  const seen: string[] = [];
  for (const [name, harm] of Object.entries(harms)) {
    const [cache, run] = [join(folder, `cache-${name}`), join(folder, name)];
    let isOver = false;
    const training = trainProcess([...smallExperiment, '--data', manifest, '--run', run], { cache }).finally(() => (isOver = true));
    let numHarmed = 0;
    while (!isOver) {
      await wait(300);
      const packs = existsSync(cache) ? readdirSync(cache).filter((file) => file.endsWith('.pack')) : [];
      for (const pack of isOver ? [] : packs.slice(0, 1)) {
        await harm(join(cache, pack));
        numHarmed += 1;
      }
    }
    const ended = await training;
    expectCode(`a training whose cache is ${name}`, ended, 0, 2);
    if (ended.code === 2) expectCode('its resumption', await trainProcess(['--resume', run], { cache }), 0);
    if (!isDeepStrictEqual(contentsOf(run), contentsOf(whole))) throw new Error(`the run whose cache was ${name} differs`);
    seen.push(`${name} ${numHarmed} times: ${ended.code === 0 ? 'not needed again' : 'reported, and resumed'}`);
  }
  return `packs ${seen.join('; ')}; the same run each time`;
};
