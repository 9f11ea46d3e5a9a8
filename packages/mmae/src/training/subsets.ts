import type { Random } from '@mmae/random';
import type { ObjectiveOptions } from '../options.ts';

/**
 * Which modalities are fused in each of a step's fusions, for one row: bit m stands for modality m. What is present comes first.
 *
 * A modality that is missing is in no subset; a subset can be empty then, and its row does not count.
 *
 * @param available bits of the modalities the row has
 */
export function subsetsOf(choice: ObjectiveOptions['subsets'], available: number, numModalities: number, random: Random): number[] {
  switch (choice) {
    case 'joint':
      return [available];
    case 'singles':
      return numModalities === 1 ? [available] : [available, ...singles(numModalities).map((bit) => bit & available)];
    case 'every':
      return properSubsets(numModalities).reduce((subsets, bits) => [...subsets, isSubset(bits, available) ? bits : 0], [available]);
    default:
      return [available, ...Array.from({ length: choice }, () => randomSubset(available, random))];
  }
}

const singles = (numModalities: number) => Array.from({ length: numModalities }, (_, m) => 1 << m);
const properSubsets = (numModalities: number) => Array.from({ length: 2 ** numModalities - 2 }, (_, i) => i + 1);
const isSubset = (bits: number, available: number) => (bits & available) === bits;

/** Every non-empty subset of the bits as likely; 0 of 0. */
export function randomSubset(available: number, random: Random): number {
  if (available === 0) return 0;
  let chosen = 0;
  while (chosen === 0) chosen = random.integer(2 ** 31) & available;
  return chosen;
}

/** One of the bits, each as likely; 0 of 0. */
export function randomOne(available: number, random: Random): number {
  const bits = singles(32 - Math.clz32(available)).filter((bit) => bit & available);
  return bits[random.integer(bits.length)] ?? 0;
}

/** The bits that stay where each is left out with probability `rate`; one drawn at random stays where none would. */
export function thinned(available: number, rate: number, random: Random): number {
  if (rate === 0 || available === 0) return available;
  const kept = singles(32 - Math.clz32(available)).reduce((bits, bit) => (bit & available && random.next() >= rate ? bits | bit : bits), 0);
  return kept || randomOne(available, random);
}
