import type { Random } from '@mmae/matrix';

/**
 * Inverted dropout (Srivastava et al., JMLR 15, 2014): 0 with probability `rate`, else 1 / (1 − rate), so that the mean stays.
 *
 * Drawn from the plain generator, and so the same on every engine.
 */
export function dropoutMask(length: number, rate: number, random: Random): Float32Array {
  const mask = new Float32Array(length);
  const kept = 1 / (1 - rate);
  for (let k = 0; k < length; k++) if (random.next() >= rate) mask[k] = kept;
  return mask;
}
