/**
 * How unlike train a sample is, modality by modality: the distance of its features to the nearest of train, against a distance that validation samples
 * seldom reach. An embedding cannot tell: a network gives what it has never seen a confident place among what it has.
 */
import { unscaleBlock, scaleBlock } from '@mmae/feature-table';
import { concatColumns, matrix, multiply, row, type Matrix } from '@mmae/matrix';
import { expectShape, loadFeatureState, RunFolderError, saveFeatureState } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { blockLength, toFeatures, type FittedFeatures } from './fitted-features.ts';

/** What one modality of new samples is compared with. */
export interface NoveltyReference {
  /** of train samples, as `noveltyPoints` gives them */
  readonly points: Matrix;
  /** a greater distance is unlike train; null where validation has too few samples to tell */
  readonly threshold: number | null;
}

export type NoveltyReferences = Readonly<Record<Modality, NoveltyReference>>;

/** No modality has a dot in its name. */
const stateName = 'novelty.reference';

/**
 * Extracted values as points whose distances tell how unlike two samples are: the scaled block, and how far the features lie from the axes that the
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

/**
 * Whether each extracted value is unlike all that train has; nothing is where there is no threshold, but a text of which train had no word.
 *
 * @returns length: the number of raws
 */
export function isUnlikeTrain(fitted: FittedFeatures, { points, threshold }: NoveltyReference, raws: readonly unknown[]): boolean[] {
  const isWordless = 'terms' in fitted.extractor ? raws.map((raw) => fitted.extractor.transform(raw).every((value) => value === 0)) : [];
  if (threshold === null) return raws.map((_, i) => isWordless[i] ?? false);
  return Array.from(distancesToTrain(noveltyPoints(fitted, raws), points), (distance, i) => isWordless[i] || distance > threshold);
}

/** Keeps in a run what new samples are compared with. */
export async function saveNoveltyReferences(folder: string, references: NoveltyReferences): Promise<void> {
  const entries = Object.entries(references);
  const thresholds = Object.fromEntries(entries.map(([modality, { threshold }]) => [modality, threshold]));
  await saveFeatureState(folder, stateName, {
    json: thresholds,
    tensors: Object.fromEntries(entries.map(([modality, { points }]) => [modality, points])),
  });
}

const thresholdsShape = { type: 'object', additionalProperties: { type: ['number', 'null'] } };

/** @returns nothing where the run is of a version that kept none. @throws RunFolderError where a file is damaged, or does not fit the fitted features */
export async function loadNoveltyReferences(
  folder: string,
  features: Readonly<Record<Modality, FittedFeatures>>,
): Promise<NoveltyReferences> {
  const file = join(folder, 'features', `${stateName}.json`);
  if (!existsSync(file)) return {};
  const { json, tensors } = await loadFeatureState(folder, stateName);
  const thresholds = expectShape<Record<Modality, number | null>>(json, file, thresholdsShape);
  const entries = Object.keys(features).map((modality) => {
    const [points, width] = [tensors[modality], blockLength(features[modality]) + 1];
    if (points?.numColumns === width) return [modality, { points, threshold: thresholds[modality] ?? null }] as const;
    throw new RunFolderError(
      `loadNoveltyReferences: expected points of ${width} numbers for ${modality} next to ${file}, got ${points?.numColumns ?? 'none'}. Restore the files, or run again.`,
    );
  });
  return Object.fromEntries(entries);
}
