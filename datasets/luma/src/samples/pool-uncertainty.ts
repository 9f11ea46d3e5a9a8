// Uncertainty that decides which rows of the pool are paired: reduced diversity, and labels switched before pairing.
import { readWav, WavError, type MonoAudio } from '@mmae/wav';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownClasses } from '../classes.ts';
import type { RowLabels } from '../pool/pairing.ts';
import { describeClip, describeImage, describeText, toMatrix } from '../uncertainty/classes/descriptors.ts';
import { nearestOtherClass } from '../uncertainty/classes/nearest-class.ts';
import { reducedDiversity } from '../uncertainty/classes/reduced-diversity.ts';
import { defaultSeed, doesAsTool, randomFor } from '../uncertainty/uncertainty.ts';
import type { Uncertainty } from '../uncertainty/uncertainty-options.ts';
import type { LazyImageRow } from '../files/cifar.ts';
import type { Pool, Rows } from './read-pool.ts';

/**
 * The rows of train, with those of the modalities of reduced diversity drawn anew: class by class, from all rows of the pool that are readable and
 * not in test.
 *
 * @param count rows per class
 */
export function reducedRows(folder: string, pool: Pool, train: Rows, test: Rows, count: number, uncertainty: Uncertainty): Rows {
  const { compactness = {} } = uncertainty;
  const modalities = (['audio', 'text', 'image'] as const).filter((modality) => (compactness[modality] ?? 0) > 0);
  const drawn = modalities.map((modality) => {
    const options = { compactness: compactness[modality]!, asTool: doesAsTool(uncertainty, 'weights') };
    const rows = knownClasses.flatMap((label) => {
      const listed = candidatesOf(pool, modality, label, test);
      const descriptions = describeRows(folder, pool, pool.train, modality, listed);
      const isReadable = (_: unknown, index: number) => descriptions[index] !== undefined;
      const candidates = listed.filter(isReadable);
      const random = randomFor(uncertainty.seed ?? defaultSeed, 'diversity', modality, label);
      return reducedDiversity(toMatrix(descriptions.filter(isReadable)), count, options, random).map((index) => candidates[index]);
    });
    return [modality, rows] as const;
  });
  return { ...train, ...Object.fromEntries(drawn) };
}

/** The rows of a class that are not in test. Test images are in a list of their own. */
function candidatesOf(pool: Pool, modality: keyof Rows, label: string, test: Rows): number[] {
  const list = { audio: pool.clips, text: pool.texts, image: pool.train }[modality];
  const taken = new Set(modality === 'image' ? [] : test[modality]);
  return list.flatMap((row, index) => (row.label === label && !taken.has(index) ? [index] : []));
}

/** Labels switched in each modality separately, by the nearest classes of that modality, as LUMA's tool does before it pairs. */
export function switchedLabels(
  folder: string,
  pool: Pool,
  images: readonly LazyImageRow[],
  rows: Rows,
  labels: RowLabels,
  { labelNoise = 0, seed = defaultSeed }: Uncertainty,
): RowLabels {
  const switchedOf = (modality: keyof Rows) => {
    const random = randomFor(seed, 'label', modality);
    const chosen = Array.from(rows[modality].keys()).filter(() => random.next() < labelNoise);
    const others = nearestOtherClass(toMatrix(describeRows(folder, pool, images, modality, rows[modality])), labels[modality], chosen);
    const switched = [...labels[modality]];
    chosen.forEach((index, i) => (switched[index] = others[i]));
    return switched;
  };
  return { audio: switchedOf('audio'), text: switchedOf('text'), image: switchedOf('image') };
}

/**
 * Descriptions of rows of one modality.
 *
 * @returns one for each of `rows`; undefined for a clip that is missing or unreadable
 */
function describeRows(
  folder: string,
  { clips, texts }: Pool,
  images: readonly LazyImageRow[],
  modality: keyof Rows,
  rows: readonly number[],
): (Float32Array | undefined)[] {
  if (modality === 'text') return rows.map((row) => describeText(texts[row].text));
  if (modality === 'image') return rows.map((row) => describeImage(images[row].toRow().image));
  return rows.map((row) => {
    const clip = readClip(join(folder, 'audio', clips[row].path));
    return clip && describeClip(clip);
  });
}

function readClip(file: string): MonoAudio | undefined {
  try {
    return readWav(readFileSync(file));
  } catch (error) {
    if (error instanceof WavError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
