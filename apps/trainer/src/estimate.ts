import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { embed, resolveOptions, train, untrained, type Model } from '@mmae/mmae';
import { allSubsets } from '@mmae/run-folder';
import type { Manifest, Modality } from '@mmae/samples';
import { fitBaselines } from './baselines.ts';
import { findCodesOf, mostCodes } from './codes.ts';
import { drawSome } from './draw-some.ts';
import type { Experiment } from './experiment.ts';
import { toFeatureTable, type FittedModality, type TableOptions } from './features.ts';
import { optionsForTrain } from './fit-to-train.ts';
import type { ExtractedMedia } from './media.ts';
import { prepare } from './prepare.ts';
import type { KeptSamples } from './tables.ts';

/** What a run would take. */
export interface Estimate {
  /** of the networks; finding codes and fitting baselines come on top */
  readonly trainingSeconds: number;
  /** of the run folder, but for its previews; at most */
  readonly diskBytes: number;
  /** of the scratch file beside the feature cache, while it runs: the feature tables with their copies */
  readonly scratchBytes: number;
}

/** Features are learnt from so many train rows of a modality, and the networks' pace is measured on so many. */
const mostRows = 2048;
/** The first stage trains so long, then the rest is reckoned from its pace. */
const measuredSeconds = 3;

/**
 * Learns features from a part of train, trains for a moment on the engine that runs, fits the baselines on that part, and throws all of it away.
 *
 * @throws RangeError, UsageError where training would refuse
 */
export async function estimateRun(asked: Experiment, manifest: Manifest, media: ExtractedMedia, options: TableOptions): Promise<Estimate> {
  const { experiment, rows, fitted } = prepare(asked, manifest, media, { ...options, maxRows: mostRows });
  const part = drawSome(rows.train, mostRows, experiment.seed);
  const table = await toFeatureTable(manifest, fitted, part, options);
  const repeated = selectSamples(
    table,
    Array.from(rows.train, (_, i) => i % part.length),
  );
  findCodesOf(experiment, repeated); // refuses what it cannot find
  const numCodes = mostCodes(experiment, rows.train.length);
  const model = plannedModel(experiment, table, rows, numCodes);
  const trainingSeconds = await paceOf(experiment, repeated, table, rows);
  await tryBaselines(experiment, Math.min(numCodes, part.length), table);
  return {
    trainingSeconds,
    diskBytes: checkpointBytes(model) + embeddingBytes(experiment, model, table) * rows.all.length,
    scratchBytes: 4 * rows.all.length * widthOf(table) + 4 * rows.train.length * copiesWidth(experiment, fitted, table),
  };
}

/** Fits them as a training does at its end, so that what they refuse is known before it. */
async function tryBaselines(experiment: Experiment, numClusters: number, table: FeatureTable): Promise<void> {
  const nothing = selectSamples(table, []);
  const fitted = fitBaselines(experiment, numClusters, { all: table, train: table, validation: nothing, validationInTrain: [] });
  while (!(await fitted.next()).done);
}

/** @param train as many rows as train has. @returns seconds of the whole training */
async function paceOf(experiment: Experiment, trainTable: FeatureTable, validation: FeatureTable, rows: KeptSamples): Promise<number> {
  const enough = new AbortController();
  let seconds = 0;
  const onProgress = (told: { readonly seconds: number; readonly secondsLeft: number }) => {
    seconds = told.seconds + told.secondsLeft;
    if (told.seconds > measuredSeconds) enough.abort();
  };
  const codes = () => trainTable.ids.map((_, i) => i % 2);
  const { options } = optionsForTrain(experiment, trainTable, rows.validation.length > 0);
  await train({ options, train: trainTable, validation, codes, onProgress, signal: enough.signal }).catch((error: unknown) => {
    if (!enough.signal.aborted) throw error;
  });
  return seconds;
}

/** The model as it would be, with the weights that it begins with. */
function plannedModel(experiment: Experiment, table: FeatureTable, rows: KeptSamples, mostCodes: number): Model {
  const options = resolveOptions(optionsForTrain(experiment, table, rows.validation.length > 0).options);
  const learning = Object.entries(options.stages).filter(([, { objective }]) => objective.codes > 0);
  const numCodes = Object.fromEntries(learning.map(([stage]) => [stage, mostCodes]));
  const featureLengths = Object.fromEntries(Object.entries(table.blocks).map(([modality, { numColumns }]) => [modality, numColumns]));
  return untrained({ description: { options, featureLengths, numCodes }, weights: {} });
}

/** Weights and the two moments of each, in the latest checkpoint and the one before. */
const checkpointBytes = ({ weights }: Model) => 2 * 3 * 4 * Object.values(weights).reduce((sum, { data }) => sum + data.length, 0);

/** Of one sample, by all methods. */
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
