import { createHash } from 'node:crypto';
import type { Split } from './sample.ts';

/** Parts of the data that fall to each split where the manifest does not say. */
const shares: readonly (readonly [Split, number])[] = [
  ['train', 0.8],
  ['validation', 0.1],
  ['test', 0.1],
];

/** A number in [0, 1) that depends on the seed and the key alone, so that a sample keeps its split when others come and go. */
export function hashedFraction(seed: number, key: string): number {
  return createHash('sha256').update(`${seed}:${key}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** 80/10/10 train, validation, test by a seeded hash of the key (a sample's group, or its id). */
export function dealtSplit(seed: number, key: string): Split {
  let fraction = hashedFraction(seed, key);
  for (const [split, share] of shares) {
    if (fraction < share) return split;
    fraction -= share;
  }
  return 'test';
}

/**
 * The tenth of train's keys (at least one, where there are two) that become validation where the data has none.
 *
 * @param keys a train sample's group, or its id; repeats count once
 */
export function validationKeys(seed: number, keys: Iterable<string>): Set<string> {
  const ordered = [...new Set(keys)].map((key) => ({ key, fraction: hashedFraction(seed, key) }));
  ordered.sort((a, b) => a.fraction - b.fraction || (a.key < b.key ? -1 : 1));
  const count = ordered.length < 2 ? 0 : Math.max(1, Math.round(ordered.length / 10));
  return new Set(ordered.slice(0, count).map(({ key }) => key));
}
