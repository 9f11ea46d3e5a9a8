import { InputError } from '@mmae/input';
import { makeExtractors, readData, upgradeExperiment } from '@mmae/pipeline';
import { readConfig, saveAblation, type AblationRuns } from '@mmae/run-folder';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadExperiment, type Experiment } from '../experiment.ts';
import { isScoring, readAblation, toRuns } from './read-ablation.ts';
import { resumableConfig } from '../run-config.ts';
import { resumeTraining, startTraining, type StartOptions } from '../run.ts';

/**
 * `mmae-train ablate`: trains a run for each choice and seed. Finished runs are kept, interrupted ones resumed. `mmae-report ablation` compares them.
 *
 * @returns the run folders
 * @throws InputError, before training, where a choice is not a valid experiment, or a folder contains a run with other settings
 */
export async function ablate(file: string, options: StartOptions): Promise<string[]> {
  const ablation = toRuns(readAblation(file));
  const runs = new Map([...experimentsOf(ablation)].map(([name, experiment]) => [join(options.folder, name), experiment]));
  for (const [folder, experiment] of runs) await expectSame(folder, experiment, options);
  await saveAblation(options.folder, ablation);
  const { progress } = options;
  progress.say(`${basename(file)}: ${ablation.question} (${runs.size} runs; expected: ${ablation.expected})`);
  for (const [folder, experiment] of runs) {
    if (existsSync(join(folder, 'samples', 'index.json'))) progress.say(`${folder}: already finished`);
    else if (existsSync(join(folder, 'config.json'))) await resumeTraining(folder, options);
    else await startTraining(experiment, { ...options, folder });
  }
  return [...runs.keys()];
}

/** The experiment of each run, by its folder, checked as far as possible without data. @throws InputError for an invalid experiment */
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
    `ablate: expected ${folder} to be new or a run of this choice on this data, got a run with other settings. Delete it, or choose another folder with --run.`,
  );
}
