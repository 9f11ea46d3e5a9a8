import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { writeTinyMedia } from '../../../apps/trainer/src/tiny-media.test.support.ts';
import { contentsOf, smallExperiment, trainProcess } from '../../../apps/trainer/src/train-process.test.support.ts';
import { expectCode } from './expect-code.ts';
import type { Scenario } from './soak.ts';

/** Two trainings that extract the same media into one cache at the same time, and a third that finds everything cached, give the same run. */
export const shareCache: Scenario = async (folder) => {
  const manifest = await writeTinyMedia(join(folder, 'media'), 120);
  const run = (name: string) => join(folder, name);
  const train = (name: string) =>
    trainProcess([...smallExperiment, '--data', manifest, '--run', run(name)], { cache: join(folder, 'cache') });
  const ended = await Promise.all([train('one'), train('two')]);
  ended.push(await train('three'));
  for (const process of ended) expectCode('a training', process, 0);
  const [one, ...others] = ['one', 'two', 'three'].map((name) => contentsOf(run(name)));
  if (!others.every((other) => isDeepStrictEqual(one, other))) throw new Error('the runs differ');
  return 'two trainings at once and one after them made the same run, byte for byte';
};
