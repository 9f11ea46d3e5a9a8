import { knownClasses } from '../classes.ts';
import { stacked } from '../uncertainty/classes/descriptors.ts';
import { reducedDiversity } from '../uncertainty/classes/reduced-diversity.ts';
import { defaultSeed, doesAsTool, type Uncertainty } from '../uncertainty/options.ts';
import { randomFor } from '../uncertainty/random-for.ts';
import { describeRows } from './pool-descriptions.ts';
import type { Pool, Rows } from './read-pool.ts';

/**
 * Train's rows, those of the modalities that are to be less diverse drawn anew: class by class from all of the pool that test does not hold
 * and that can be read.
 *
 * @param count of each class
 */
export function reducedRows(folder: string, pool: Pool, train: Rows, test: Rows, count: number, uncertainty: Uncertainty): Rows {
  const { compactness = {} } = uncertainty;
  const modalities = (['audio', 'text', 'image'] as const).filter((modality) => (compactness[modality] ?? 0) > 0);
  const drawn = modalities.map((modality) => {
    const options = { compactness: compactness[modality]!, asTool: doesAsTool(uncertainty, 'weights') };
    const rows = knownClasses.flatMap((label) => {
      const listed = candidatesOf(pool, modality, label, test);
      const descriptions = describeRows(folder, pool, pool.train, modality, listed);
      const isUsable = (_: unknown, place: number) => descriptions[place] !== undefined;
      const candidates = listed.filter(isUsable);
      const random = randomFor(uncertainty.seed ?? defaultSeed, 'diversity', modality, label);
      return reducedDiversity(stacked(descriptions.filter(isUsable)), count, options, random).map((place) => candidates[place]);
    });
    return [modality, rows] as const;
  });
  return { ...train, ...Object.fromEntries(drawn) };
}

/** Rows of a class in the pool; test's pictures lie in a list of their own. */
function candidatesOf(pool: Pool, modality: keyof Rows, label: string, test: Rows): number[] {
  const list = { audio: pool.clips, text: pool.texts, image: pool.train }[modality];
  const taken = new Set(modality === 'image' ? [] : test[modality]);
  return list.flatMap((row, place) => (row.label === label && !taken.has(place) ? [place] : []));
}
