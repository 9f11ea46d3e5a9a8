import { seededRandom } from '@mmae/random';
import type { SampleRow } from '@mmae/run-folder';

/** Rows that settings are chosen on, and those that are fitted meanwhile. */
export interface HeldOut {
  /** indices of samples */
  readonly held: readonly number[];
  /** positions in the train rows: those that share no image, clip or text with a row that is held out */
  readonly fit: readonly number[];
}

/** Rows that are drawn from train where a manifest has no validation rows. */
const numDrawn = 200;

/**
 * The validation rows with all modalities, or where there are none, some that are drawn from train.
 *
 * @param samples all rows
 * @param train the rows that train, as indices of samples
 * @param modalities that a row must have
 */
export function heldOut(samples: readonly SampleRow[], train: readonly number[], modalities: readonly string[], seed = 0): HeldOut {
  const isComplete = (row: number) => modalities.every((modality) => samples[row].present.includes(modality));
  const complete = train.filter(isComplete);
  const validation = samples.flatMap(({ split }, row) => (split === 'validation' && isComplete(row) ? [row] : []));
  const held = validation.length > 0 ? validation : drawn(complete, Math.min(numDrawn, Math.floor(complete.length / 5)), seed);
  const isHeld = new Set(held);
  const media = new Set(held.flatMap((row) => mediaOf(samples[row])));
  const isApart = (row: number) => !isHeld.has(row) && !mediaOf(samples[row]).some((item) => media.has(item));
  return { held, fit: positions(train, (row) => isComplete(row) && isApart(row)) };
}

/** The positions of the values that a rule holds for. */
export const positions = (values: readonly number[], holds: (value: number) => boolean): number[] =>
  values.flatMap((value, position) => (holds(value) ? [position] : []));

const mediaOf = ({ media }: SampleRow) => Object.entries(media).flatMap(([modality, item]) => (item === '' ? [] : [`${modality} ${item}`]));

function drawn(rows: readonly number[], count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const left = [...rows];
  return Array.from({ length: count }, () => left.splice(random.integer(left.length), 1)[0]).sort((a, b) => a - b);
}
