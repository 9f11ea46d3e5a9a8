import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { embed, resolveMmaeOptions, train, untrained, type Model } from '@mmae/mmae';
import { drawItems, toFeatureTable, type ExtractedMedia, type FittedModality, type KeptSamples, type TableOptions } from '@mmae/pipeline';
import { allSubsets } from '@mmae/run-folder';
import type { Manifest, Modality } from '@mmae/samples';
import { fitBaselines } from './baselines.ts';
import { findCodesOf, maxCodes } from './codes.ts';
import type { Experiment } from './experiment.ts';
import { findLatentsOf } from './latents.ts';
import { optionsForTrain } from './model-options.ts';
import { prepare } from './prepare.ts';

/** What a run would need. */
export interface Estimate {
  /** of the networks, without finding codes and fitting baselines */
  readonly trainingSeconds: number;
  /** of the run folder without its previews, at most */
  readonly diskBytes: number;
  /** of the scratch file during the run: the feature tables with their copies */
  readonly scratchBytes: number;
}

/** Train rows that features are fitted on and the training is timed with, at most. */
const maxRows = 2048;
/** The first stage trains for this long; the rest is extrapolated from its speed. */
const measuredSeconds = 3;

/**
 * Fits features on a part of train, trains briefly on the current engine, fits the baselines, and discards everything.
 *
 * @throws RangeError or InputError where training would fail on this data
 */
export async function estimateRun(asked: Experiment, manifest: Manifest, media: ExtractedMedia, options: TableOptions): Promise<Estimate> {
  const { experiment, samples, fitted } = prepare(asked, manifest, media, { ...options, maxRows });
  const part = drawItems(samples.train, maxRows, experiment.seed);
  const table = await toFeatureTable(manifest, fitted, part, options);
  const repeated = selectSamples(
    table,
    Array.from(samples.train, (_, i) => i % part.length),
  );
  findCodesOf(experiment, repeated); // throws where the number of codes is impossible
  const numCodes = maxCodes(experiment, samples.train.length);
  const model = plannedModel(experiment, table, samples, numCodes);
  const trainingSeconds = await secondsOfTraining(experiment, repeated, table, samples);
  await tryBaselines(experiment, Math.min(numCodes, part.length), table);
  return {
    trainingSeconds,
    diskBytes: checkpointBytes(model) + embeddingBytes(experiment, model, table) * samples.all.length,
    scratchBytes: 4 * samples.all.length * widthOf(table) + 4 * samples.train.length * copiesWidth(experiment, fitted, table),
  };
}

/** Fits every baseline, so that an error in their options is known before training. */
async function tryBaselines(experiment: Experiment, numClusters: number, table: FeatureTable): Promise<void> {
  const empty = selectSamples(table, []);
  const fitted = fitBaselines(experiment, numClusters, { all: table, train: table, validation: empty, validationInTrain: [] });
  while (!(await fitted.next()).done);
}

/** @param trainTable with as many rows as train. @returns seconds of the whole training */
async function secondsOfTraining(
  experiment: Experiment,
  trainTable: FeatureTable,
  validation: FeatureTable,
  samples: KeptSamples,
): Promise<number> {
  const enough = new AbortController();
  let seconds = 0;
  const onProgress = (state: { readonly seconds: number; readonly secondsLeft: number }) => {
    seconds = state.seconds + state.secondsLeft;
    if (state.seconds > measuredSeconds) enough.abort();
  };
  const codes = () => trainTable.ids.map((_, i) => i % 2);
  const { options } = optionsForTrain(experiment, trainTable, samples.validation.length > 0);
  await train({
    options,
    train: trainTable,
    validation,
    codes,
    latents: findLatentsOf(experiment),
    onProgress,
    signal: enough.signal,
  }).catch((error: unknown) => {
    if (!enough.signal.aborted) throw error;
  });
  return seconds;
}

/** The model of the run with its initial weights. */
function plannedModel(experiment: Experiment, table: FeatureTable, samples: KeptSamples, numCodes: number): Model {
  const options = resolveMmaeOptions(optionsForTrain(experiment, table, samples.validation.length > 0).options);
  const learning = Object.entries(options.stages).filter(([, { objective }]) => objective.codes > 0);
  const codesOfStages = Object.fromEntries(learning.map(([stage]) => [stage, numCodes]));
  const featureLengths = Object.fromEntries(Object.entries(table.blocks).map(([modality, { numColumns }]) => [modality, numColumns]));
  return untrained({ description: { options, featureLengths, numCodes: codesOfStages }, weights: {} });
}

/** Weights and two moments of each, in the latest two checkpoints. */
const checkpointBytes = ({ weights }: Model) => 2 * 3 * 4 * Object.values(weights).reduce((sum, { data }) => sum + data.length, 0);

/** Bytes per sample, of all methods. */
function embeddingBytes({ baselines, modalities }: Experiment, model: Model, table: FeatureTable): number {
  const width = embed(model, selectSamples(table, [0]), modalities).numColumns;
  const widths = Object.values(baselines).map(({ width }) => (typeof width === 'number' ? width : widthOf(table)));
  return 4 * allSubsets(modalities).length * widths.reduce((sum, one) => sum + one, width);
}

const widthOf = ({ blocks }: FeatureTable) => Object.values(blocks).reduce((sum, { numColumns }) => sum + numColumns, 0);

const copiesWidth = ({ modalities, media }: Experiment, fitted: Readonly<Record<Modality, FittedModality>>, { blocks }: FeatureTable) =>
  modalities
    .filter((modality) => media[modality].augment)
    .reduce((sum, modality) => sum + fitted[modality].extractor.numCopies * blocks[modality].numColumns, 0);
