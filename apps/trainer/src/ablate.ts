import { InputError } from '@mmae/input';
import { makeExtractors, readData, upgradeExperiment } from '@mmae/pipeline';
import { readConfig, saveAblation, type AblationRuns } from '@mmae/run-folder';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadExperiment, type Experiment } from './experiment.ts';
import { isScoring, readAblation, toRuns } from './read-ablation.ts';
import { resumableConfig } from './run-config.ts';
import { resumeTraining, startTraining, type StartOptions } from './run.ts';

/**
 * `mmae-train ablate`: trains every choice with every seed, each a run of its own; a run that is done is left alone, one that was interrupted
 * goes on. Its table is that of `mmae-report ablation`.
 *
 * @returns the runs' folders
 * @throws InputError, before anything is trained, where a choice is no experiment or a folder holds a run of another
 */
export async function ablate(file: string, options: StartOptions): Promise<string[]> {
  const ablation = toRuns(readAblation(file));
  const runs = new Map([...experimentsOf(ablation)].map(([place, experiment]) => [join(options.folder, place), experiment]));
  for (const [folder, experiment] of runs) await expectSame(folder, experiment, options);
  await saveAblation(options.folder, ablation);
  const { progress } = options;
  progress.say(`${basename(file)}: ${ablation.question} (${runs.size} runs; expected: ${ablation.expected})`);
  for (const [folder, experiment] of runs) {
    if (existsSync(join(folder, 'samples', 'index.json'))) progress.say(`${folder}: done before`);
    else if (existsSync(join(folder, 'config.json'))) await resumeTraining(folder, options);
    else await startTraining(experiment, { ...options, folder });
  }
  return [...runs.keys()];
}

/** The experiment of each run by its folder; all of them are checked as far as they can be without data. @throws InputError, RangeError or TypeError */
export function experimentsOf({ experiment, shared, choices, seeds }: AblationRuns): Map<string, Experiment> {
  const entries = choices.flatMap(({ overrides, runs }) =>
    seeds.map((seed, index) => {
      const own = [...shared, ...overrides.filter((override) => !isScoring(override)), `seed=${seed}`];
      const loaded = loadExperiment(experiment, own);
      makeExtractors(loaded, []);
      return [runs[index], loaded] as const;
    }),
  );
  return new Map(entries);
}

/** A run that was trained before is kept only if its experiment, apart from the description, and its data are the same. */
async function expectSame(folder: string, experiment: Experiment, options: StartOptions): Promise<void> {
  if (!existsSync(join(folder, 'config.json'))) return;
  const config = await readConfig(folder, resumableConfig);
  const { fingerprint } = await readData(experiment, { ...options, progress: undefined });
  const isSameData = config.data.fingerprint === fingerprint && isDeepStrictEqual(config.data.columns ?? {}, options.columns ?? {});
  const { document: trained } = upgradeExperiment({ ...config.experiment, description: experiment.description });
  if (isSameData && isDeepStrictEqual(trained, experiment)) return;
  throw new InputError(
    `ablate: expected ${folder} to be new or a run of this choice on this data, got one of other settings. Delete it, or name another by --run.`,
  );
}
