/**
 * Novelty: how unlike the training data a sample is. The score of a modality is the distance of its features to the nearest train sample, in standard
 * deviations of that distance over validation; for a text, also the share of its terms that are not in the vocabulary. The scores of a sample's modalities are
 * averaged and compared with a threshold that validation samples rarely exceed. Embeddings are not used: a network maps inputs unlike its training
 * data close to embeddings of training data.
 */
import { scaleBlock, unscaleBlock } from '@mmae/feature-table';
import { concatColumns, matrix, multiply, row, type Matrix } from '@mmae/matrix';
import { blockLength, termsOf, toFeatures, type FittedFeatures } from '@mmae/pipeline';
import { expectShape, loadFeatureState, RunFolderError, saveFeatureState, subsetKey } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Mean and standard deviation over validation samples. */
export interface Spread {
  readonly mean: number;
  /** above 0 */
  readonly deviation: number;
}

/** What the features of new samples are compared with, for one modality. */
export interface NoveltyReference {
  /** `noveltyPoints` of train samples */
  readonly points: Matrix;
  /** of the distances to them */
  readonly distance: Spread;
  /** of the shares of unknown terms; only for texts with a vocabulary */
  readonly unknown?: Spread;
}

export interface Novelty {
  readonly references: Readonly<Record<Modality, NoveltyReference>>;
  /** by `subsetKey`: a mean score above it is unlike train; null where validation has too few samples with those modalities */
  readonly thresholds: Readonly<Record<string, number | null>>;
}

/** Of runs without a novelty reference: no sample is unlike train. */
export const noNovelty: Novelty = { references: {}, thresholds: {} };

/**
 * Raw values as points whose Euclidean distances measure how unlike two samples are: the scaled block, and the length of the residual outside the axes that
 * the block keeps, in the same unit.
 *
 * @returns shape `[numRaws, blockLength + 1]`
 */
export function noveltyPoints({ extractor, scaling }: FittedFeatures, raws: Iterable<unknown>): Matrix {
  const features = toFeatures(extractor, raws);
  const block = scaleBlock(features, scaling);
  const kept = unscaleBlock(block, scaling);
  const left = matrix(features.numRows, 1);
  for (let i = 0; i < features.numRows; i++) {
    const [whole, part] = [row(features, i), row(kept, i)];
    left.data[i] = Math.sqrt(whole.reduce((sum, value, j) => sum + (value - part[j]) ** 2, 0)) / scaling.scale;
  }
  return concatColumns([block, left]);
}

/** The Euclidean distance of each point to the nearest train point. @returns length `points.numRows` */
export function distancesToTrain(points: Matrix, train: Matrix): Float64Array {
  const [own, others] = [squaredLengths(points), squaredLengths(train)];
  const products = multiply(points, train, { transposeB: true });
  return own.map((length, i) => {
    const nearest = row(products, i).reduce((min, product, j) => Math.min(min, length + others[j] - 2 * product), Infinity);
    return Math.sqrt(Math.max(0, nearest));
  });
}

const squaredLengths = (points: Matrix) =>
  Float64Array.from({ length: points.numRows }, (_, i) => row(points, i).reduce((sum, value) => sum + value * value, 0));

/** The share of each text's terms that are not in the vocabulary, 0 … 1; undefined for features without a vocabulary. */
export function unknownShares({ extractor }: FittedFeatures, raws: readonly unknown[]): Float64Array | undefined {
  const terms = termsOf(extractor);
  if (!terms) return undefined;
  const known = new Set(terms);
  return Float64Array.from(raws as readonly (readonly string[])[], (text) => text.filter((term) => !known.has(term)).length / text.length);
}

/** The novelty score of each raw value of a modality: around 0 for values like those of validation. @returns length: the number of raws */
export function noveltyScores(
  fitted: FittedFeatures,
  { points, distance, unknown }: NoveltyReference,
  raws: readonly unknown[],
): Float64Array {
  const scores = distancesToTrain(noveltyPoints(fitted, raws), points).map((value) => (value - distance.mean) / distance.deviation);
  const shares = unknown && unknownShares(fitted, raws);
  return shares ? scores.map((score, i) => (score + (shares[i] - unknown.mean) / unknown.deviation) / 2) : scores;
}

/** Whether a sample is unlike train, by the scores of its modalities. */
export function isUnlikeTrain({ thresholds }: Novelty, scores: Readonly<Record<Modality, number>>): boolean {
  const threshold = thresholds[subsetKey(Object.keys(scores))];
  return typeof threshold === 'number' && meanScore(scores) > threshold;
}

/** The mean of the scores of a sample's modalities. */
export function meanScore(scores: Readonly<Record<Modality, number>>): number {
  const values = Object.values(scores);
  return values.reduce((sum, score) => sum + score, 0) / values.length;
}

/** No modality has a dot in its name. */
const stateName = 'novelty.reference';

/** The JSON part of a `Novelty`. */
interface NoveltyDocument {
  readonly spreads: Readonly<Record<Modality, Omit<NoveltyReference, 'points'>>>;
  readonly thresholds: Novelty['thresholds'];
}

/** Saves the novelty reference in a run. */
export async function saveNovelty(folder: string, { references, thresholds }: Novelty): Promise<void> {
  const entries = Object.entries(references);
  const json: NoveltyDocument = {
    spreads: Object.fromEntries(entries.map(([modality, { points: _, ...spreads }]) => [modality, spreads])),
    thresholds,
  };
  await saveFeatureState(folder, stateName, {
    json,
    tensors: Object.fromEntries(entries.map(([modality, { points }]) => [modality, points])),
  });
}

const spreadShape = z.object({ mean: z.number(), deviation: z.number().positive() });
const documentShape = z.object({
  spreads: z.record(z.string(), z.object({ distance: spreadShape, unknown: spreadShape.optional() })),
  thresholds: z.record(z.string(), z.number().nullable()),
});

/**
 * Loads the novelty reference of a run.
 *
 * @returns `noNovelty` where the run was made by a version that saved none
 * @throws RunFolderError where a file is damaged, or does not match the fitted features
 */
export async function loadNovelty(folder: string, features: Readonly<Record<Modality, FittedFeatures>>): Promise<Novelty> {
  const file = join(folder, 'features', `${stateName}.json`);
  if (!existsSync(file)) return noNovelty;
  const { json, tensors } = await loadFeatureState(folder, stateName);
  const { spreads, thresholds } = expectShape(json, file, documentShape);
  const references = Object.entries(spreads).map(([modality, spread]) => {
    const [points, width] = [tensors[modality], Object.hasOwn(features, modality) ? blockLength(features[modality]) + 1 : undefined];
    if (points?.numColumns === width && width !== undefined) return [modality, { points, ...spread }] as const;
    throw new RunFolderError(
      `loadNovelty: expected points of ${width ?? 'no'} numbers for ${modality} next to ${file}, got ${points?.numColumns ?? 'none'}. Restore the files, or run again.`,
    );
  });
  return { references: Object.fromEntries(references), thresholds };
}
