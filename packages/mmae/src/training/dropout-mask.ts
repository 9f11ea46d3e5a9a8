import type { Random } from '@mmae/random';

/**
 * Inverted dropout (Srivastava et al., JMLR 15, 2014): 0 with probability `rate`, else 1 / (1 − rate), so that the mean stays.
 *
 * One draw of the generator starts a stream of its own, the splitmix32 sequence (a counter, mixed as in the finalizer of Steele, Lea and Flood,
 * OOPSLA 2014, with C. Wellons' constants): many times faster, since its state never leaves the loop, and the same on every engine.
 */
export function dropoutMask(length: number, rate: number, random: Random): Float32Array {
  const mask = new Float32Array(length);
  const kept = 1 / (1 - rate);
  const threshold = rate * 2 ** 32;
  let counter = random.integer(2 ** 32) | 0;
  for (let k = 0; k < length; k++) {
    counter = (counter + 0x9e3779b9) | 0;
    let word = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    word ^= word >>> 15;
    if (word >>> 0 >= threshold) mask[k] = kept;
  }
  return mask;
}
