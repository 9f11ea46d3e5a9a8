import { seededRandom, type Random } from '@mmae/random';
import { createHash } from 'node:crypto';

/** Draws that depend on the seed and these words alone: what befalls one sample does not change with the others. */
export function randomFor(seed: number, ...words: readonly string[]): Random {
  return seededRandom(createHash('sha256').update(JSON.stringify([seed, ...words])).digest().readUIntBE(0, 6)); // prettier-ignore
}

/** One of them, each as likely as another. */
export const oneOf = <T>(items: readonly T[], random: Random): T => items[random.integer(items.length)];
