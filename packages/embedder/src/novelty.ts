/**
 * How unlike train a sample is. A modality of it scores by the distance of its features to the nearest of train, in standard deviations of that distance
 * over validation; a text also by the share of its terms that train never had. The scores of what a sample has are averaged and held against a threshold that
 * validation samples seldom exceed. An embedding cannot tell: a network gives what it has never seen a confident place among what it has.
 */
import { scaleBlock, unscaleBlock } from '@mmae/feature-table';
import { concatColumns, matrix, multiply, row, type Matrix } from '@mmae/matrix';
import { blockLength, termsOf, toFeatures, type FittedFeatures } from '@mmae/pipeline';
import { expectShape, loadFeatureState, RunFolderError, saveFeatureState, subsetKey } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A number over validation samples. */
export interface Spread {
  readonly mean: number;
  /** above 0 */
  readonly deviation: number;
}

/** What one modality of new samples is compared with. */
export interface NoveltyReference {
  /** of train samples, as `noveltyPoints` gives them */
  readonly points: Matrix;
  /** of the distances to them */
  readonly distance: Spread;
  /** of the shares of unknown terms; for texts with a vocabulary alone */
  readonly unknown?: Spread;
}

export interface Novelty {
  readonly references: Readonly<Record<Modality, NoveltyReference>>;
  /** by subset of modalities, `subsetKey`: a mean score above it is unlike train; null where validation has too few such samples to tell */
  readonly thresholds: Readonly<Record<string, number | null>>;
}

/** A run that has kept nothing to tell by finds nothing unlike. */
export const noNovelty: Novelty = { references: {}, thresholds: {} };

/**
 * Extracted values as points whose distances tell how unlike two samples are: the scaled block, and how far the features are from the axes that the
 * block keeps, in the same unit.
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

/** The euclidean distance of each point to the nearest of train. @returns length `points.numRows` */
export function distancesToTrain(points: Matrix, train: Matrix): Float64Array {
  const [own, others] = [squaredLengths(points), squaredLengths(train)];
  const products = multiply(points, train, { transposeB: true });
  return own.map((length, i) => {
    const nearest = row(products, i).reduce((least, product, j) => Math.min(least, length + others[j] - 2 * product), Infinity);
    return Math.sqrt(Math.max(0, nearest));
  });
}

const squaredLengths = (points: Matrix) =>
  Float64Array.from({ length: points.numRows }, (_, i) => row(points, i).reduce((sum, value) => sum + value * value, 0));

/** The share of each text's terms that are not in the vocabulary, 0 … 1; undefined for what has no vocabulary. */
export function unknownShares({ extractor }: FittedFeatures, raws: readonly unknown[]): Float64Array | undefined {
  const terms = termsOf(extractor);
  if (!terms) return undefined;
  const known = new Set(terms);
  return Float64Array.from(raws as readonly (readonly string[])[], (text) => text.filter((term) => !known.has(term)).length / text.length);
}

/** How unlike train each extracted value of a modality is: about 0 for what is like validation, and rising. @returns length: the number of raws */
export function noveltyScores(
  fitted: FittedFeatures,
  { points, distance, unknown }: NoveltyReference,
  raws: readonly unknown[],
): Float64Array {
  const scores = distancesToTrain(noveltyPoints(fitted, raws), points).map((value) => (value - distance.mean) / distance.deviation);
  const shares = unknown && unknownShares(fitted, raws);
  return shares ? scores.map((score, i) => (score + (shares[i] - unknown.mean) / unknown.deviation) / 2) : scores;
}

/** Whether a sample is unlike train by the modalities of which scores are given. */
export function isUnlikeTrain({ thresholds }: Novelty, scores: Readonly<Record<Modality, number>>): boolean {
  const threshold = thresholds[subsetKey(Object.keys(scores))];
  return typeof threshold === 'number' && meanScore(scores) > threshold;
}

export function meanScore(scores: Readonly<Record<Modality, number>>): number {
  const values = Object.values(scores);
  return values.reduce((sum, score) => sum + score, 0) / values.length;
}

/** No modality has a dot in its name. */
const stateName = 'novelty.reference';

/** What of a `Novelty` is JSON. */
interface NoveltyDocument {
  readonly spreads: Readonly<Record<Modality, Omit<NoveltyReference, 'points'>>>;
  readonly thresholds: Novelty['thresholds'];
}

/** Keeps in a run what new samples are compared with. */
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

const spreadShape = {
  type: 'object',
  required: ['mean', 'deviation'],
  properties: { mean: { type: 'number' }, deviation: { type: 'number', exclusiveMinimum: 0 } },
};
const documentShape = {
  type: 'object',
  required: ['spreads', 'thresholds'],
  properties: {
    spreads: {
      type: 'object',
      additionalProperties: { type: 'object', required: ['distance'], properties: { distance: spreadShape, unknown: spreadShape } },
    },
    thresholds: { type: 'object', additionalProperties: { type: ['number', 'null'] } },
  },
};

/** @returns `noNovelty` where the run is of a version that kept none. @throws RunFolderError where a file is damaged, or does not fit the fitted features */
export async function loadNovelty(folder: string, features: Readonly<Record<Modality, FittedFeatures>>): Promise<Novelty> {
  const file = join(folder, 'features', `${stateName}.json`);
  if (!existsSync(file)) return noNovelty;
  const { json, tensors } = await loadFeatureState(folder, stateName);
  const { spreads, thresholds } = expectShape<NoveltyDocument>(json, file, documentShape);
  const references = Object.entries(spreads).map(([modality, ofIt]) => {
    const [points, width] = [tensors[modality], Object.hasOwn(features, modality) ? blockLength(features[modality]) + 1 : undefined];
    if (points?.numColumns === width && width !== undefined) return [modality, { points, ...ofIt }] as const;
    throw new RunFolderError(
      `loadNovelty: expected points of ${width ?? 'no'} numbers for ${modality} next to ${file}, got ${points?.numColumns ?? 'none'}. Restore the files, or run again.`,
    );
  });
  return { references: Object.fromEntries(references), thresholds };
}
