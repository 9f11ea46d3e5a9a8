import {
  mcca,
  mccaOptions,
  pca,
  pcaFilled,
  pcaOptions,
  pcaPerModality,
  pcaPerModalityOptions,
  raw,
  selfLabelledMcca,
  selfLabelledMccaOptions,
  type Baseline,
} from '@mmae/baselines';
import { readSamples, samplesWithTwo } from '@mmae/feature-table';
import type { Model } from '@mmae/mmae';
import { readFittingSamples, withoutValidation, type Tables } from '@mmae/pipeline';
import { saveFeatureState } from '@mmae/run-folder';
import { z } from 'zod';
import { numCodesOf } from './codes.ts';
import { embedAndSave } from './embed-and-save.ts';
import type { Experiment } from './experiment.ts';
import type { TrainOptions } from './train.ts';

/** The baselines that an experiment may name, with their options. */
export const baselineOptions = z
  .strictObject({
    raw: z.strictObject({}).optional().describe('the features themselves'),
    pca: pcaOptions.optional().describe('principal components of all features'),
    pcaFilled: pcaOptions.optional().describe('principal components, with missing modalities estimated from the others'),
    pcaPerModality: pcaPerModalityOptions.optional().describe('principal components of each modality'),
    pcaPerModalityWhitened: pcaPerModalityOptions.omit({ whiten: true }).optional().describe('the same, each component with variance 1'),
    mcca: mccaOptions.optional().describe('multiset canonical correlation analysis'),
    mccaForRetrieval: mccaOptions.omit({ power: true }).optional().describe('MCCA with power 1, which suits retrieval'),
    selfLabelledMcca: selfLabelledMccaOptions.optional().describe('classifiers that learn the clusters of MCCA'),
  })
  .describe('linear baselines to compare the model with; their seed is that of the experiment');

/** A fitted baseline, with the options that were chosen on validation. */
export interface FittedBaseline {
  readonly name: string;
  readonly baseline: Baseline;
}

type CreateBaseline = (options: never) => Baseline;

/** The baselines that an experiment may name: those with fixed options, and those that choose an option on validation. */
const fixed: Readonly<Record<string, CreateBaseline>> = {
  raw,
  pca,
  pcaFilled,
  pcaPerModality,
  pcaPerModalityWhitened: (options: object) => pcaPerModality({ ...options, whiten: true }),
};
const choosing: Readonly<Record<string, CreateBaseline>> = {
  mcca,
  mccaForRetrieval: (options: object) => mcca({ ...options, power: 1 }),
  selfLabelledMcca,
};

/** Baselines that correlate modalities, and need samples with two of them. */
const correlating: readonly string[] = ['mcca', 'mccaForRetrieval', 'selfLabelledMcca'];

/** Fits the experiment's baselines, and saves their embeddings and chosen options in the run. */
export async function embedBaselines(experiment: Experiment, tables: Tables, model: Model, options: TrainOptions): Promise<void> {
  const choices: Record<string, object> = {};
  const leaveOut = (name: string, reason: string) => options.progress.say(`${name} is left out: ${reason}`);
  for await (const { name, baseline } of fitBaselines(experiment, numCodesOf(model), tables, leaveOut)) {
    choices[name] = baseline.chosen();
    await embedAndSave(name, baseline, tables.all, options);
  }
  await saveFeatureState(options.folder, 'baselines', { json: choices, tensors: {} });
}

/**
 * Fits each baseline that an experiment names. Baselines that correlate modalities are left out where no train sample has two. Where validation trains
 * too, options are chosen while it is still held out.
 *
 * @param numClusters for `selfLabelledMcca`: as many as the model has codes; without it, chosen by silhouette
 * @param leaveOut receives the name of a baseline that is left out, and the reason
 */
export async function* fitBaselines(
  { baselines, seed }: Experiment,
  numClusters: number | undefined,
  tables: Tables,
  leaveOut: (name: string, reason: string) => void = () => undefined,
): AsyncGenerator<FittedBaseline> {
  const train = readFittingSamples(tables.train, seed);
  const validation = readFittingSamples(tables.validation, seed);
  const hasPairs = samplesWithTwo(tables.train) > 0;
  for (const [name, options] of Object.entries(baselines)) {
    if (correlating.includes(name) && !hasPairs) {
      leaveOut(name, 'no train sample has two modalities');
      continue;
    }
    const codes = name === 'selfLabelledMcca' && numClusters !== undefined ? { numClusters } : {};
    const given = { seed, ...codes, ...options };
    const create = (chosen: object) => (fixed[name] ?? choosing[name])({ ...given, ...chosen } as never);
    const baseline = create(name in choosing ? await chosenOptions(create({}), tables, seed) : {});
    await baseline.fit(train, validation);
    yield { name, baseline };
  }
}

/** The options that a baseline chooses on validation where it trains too; empty where it is held out, as the baseline chooses during its fit then. */
async function chosenOptions(baseline: Baseline, tables: Tables, seed: number): Promise<object> {
  const { train, validationInTrain } = tables;
  if (validationInTrain.length === 0) return {};
  await baseline.fit(readFittingSamples(withoutValidation(tables), seed), readSamples(train, validationInTrain));
  return baseline.chosen();
}
