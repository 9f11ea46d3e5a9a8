/** Subsets of modalities as bits: bit m is set where modality m is in the subset. */
import type { Random } from '@mmae/random';
import type { ObjectiveOptions } from '../options.ts';

/**
 * The subsets of a row's modalities that a step fuses; the first holds all of them.
 *
 * A missing modality is in no subset. A subset can become empty by that; the loss then ignores it.
 *
 * @param available the modalities that the row has
 */
export function subsetsOf(choice: ObjectiveOptions['subsets'], available: number, numModalities: number, random: Random): number[] {
  switch (choice) {
    case 'joint':
      return [available];
    case 'singles':
      return numModalities === 1 ? [available] : [available, ...singles(numModalities).map((bit) => bit & available)];
    case 'every':
      return [available, ...properSubsets(numModalities).map((bits) => (isSubset(bits, available) ? bits : 0))];
    default:
      return [available, ...Array.from({ length: choice }, () => randomSubset(available, random))];
  }
}

const singles = (numModalities: number) => Array.from({ length: numModalities }, (_, m) => 1 << m);
const properSubsets = (numModalities: number) => Array.from({ length: 2 ** numModalities - 2 }, (_, i) => i + 1);
const isSubset = (bits: number, available: number) => (bits & available) === bits;

/** A non-empty subset of the modalities, each equally likely; 0 where there are none. */
export function randomSubset(available: number, random: Random): number {
  if (available === 0) return 0;
  let chosen = 0;
  while (chosen === 0) chosen = random.integer(2 ** 31) & available;
  return chosen;
}

/** One of the modalities, each equally likely; 0 where there are none. */
export function randomModality(available: number, random: Random): number {
  const bits = singles(32 - Math.clz32(available)).filter((bit) => bit & available);
  return bits[random.integer(bits.length)] ?? 0;
}

/** Modality dropout: leaves out each modality with probability `rate`, but keeps a random one where all would go. */
export function dropModalities(available: number, rate: number, random: Random): number {
  if (rate === 0 || available === 0) return available;
  const kept = singles(32 - Math.clz32(available)).reduce((bits, bit) => (bit & available && random.next() >= rate ? bits | bit : bits), 0);
  return kept || randomModality(available, random);
}
