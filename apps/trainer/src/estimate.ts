import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { embed, resolveOptions, train, untrained, type Model } from '@mmae/mmae';
import { allSubsets } from '@mmae/run-folder';
import type { Manifest, Modality } from '@mmae/samples';
import { numClustersOf } from './codes.ts';
import { drawSome } from './draw-some.ts';
import type { Experiment } from './experiment.ts';
import { fitModality, toFeatureTable, type FittedModality, type TableOptions } from './features.ts';
import type { ExtractedMedia } from './media.ts';
import { keptSamples } from './tables.ts';

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
 * Learns features from a part of train, trains for a moment on the engine that runs, and throws both away.
 *
 * @throws RangeError where a modality of train cannot be learnt from
 */
export async function estimateRun(
  experiment: Experiment,
  manifest: Manifest,
  media: ExtractedMedia,
  options: TableOptions,
): Promise<Estimate> {
  const rows = keptSamples(manifest, media, experiment.refit);
  const fitted = fitParts(experiment, media, rows.train);
  const part = drawSome(rows.train, mostRows, experiment.seed);
  const table = await toFeatureTable(manifest, fitted, part, options);
  const model = plannedModel(experiment, manifest, table);
  return {
    trainingSeconds: await paceOf(
      experiment,
      selectSamples(
        table,
        Array.from(rows.train, (_, i) => i % part.length),
      ),
      table,
    ),
    diskBytes: checkpointBytes(model) + embeddingBytes(experiment, model, table) * rows.all.length,
    scratchBytes: 4 * rows.all.length * widthOf(table) + 4 * rows.train.length * copiesWidth(experiment, fitted, table),
  };
}

function fitParts(
  experiment: Experiment,
  { extractors, extractions }: ExtractedMedia,
  train: readonly number[],
): Record<Modality, FittedModality> {
  const { seed, media } = experiment;
  const fitted = experiment.modalities.map((modality) => {
    const having = train.filter((sample) => extractions[modality].present[sample] === 1);
    const options = { numComponents: media[modality].components, seed };
    return [modality, fitModality(extractors[modality], extractions[modality], drawSome(having, mostRows, seed), options)] as const;
  });
  return Object.fromEntries(fitted);
}

/** @param train as many rows as train has. @returns seconds of the whole training */
async function paceOf({ model, seed }: Experiment, trainTable: FeatureTable, validation: FeatureTable): Promise<number> {
  const enough = new AbortController();
  let seconds = 0;
  const onProgress = (told: { readonly seconds: number; readonly secondsLeft: number }) => {
    seconds = told.seconds + told.secondsLeft;
    if (told.seconds > measuredSeconds) enough.abort();
  };
  const codes = () => trainTable.ids.map((_, i) => i % 2);
  await train({ options: { ...model, seed }, train: trainTable, validation, codes, onProgress, signal: enough.signal }).catch(
    (error: unknown) => {
      if (!enough.signal.aborted) throw error;
    },
  );
  return seconds;
}

/** The model as it would be, with the weights that it begins with. */
function plannedModel(experiment: Experiment, manifest: Manifest, { blocks }: FeatureTable): Model {
  const options = resolveOptions({ ...experiment.model, seed: experiment.seed });
  const learning = Object.entries(options.stages).filter(([, { objective }]) => objective.codes > 0);
  const numCodes = Object.fromEntries(learning.map(([stage]) => [stage, Math.max(2, numClustersOf(experiment, manifest))]));
  const featureLengths = Object.fromEntries(Object.entries(blocks).map(([modality, { numColumns }]) => [modality, numColumns]));
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
