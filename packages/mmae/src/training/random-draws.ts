import { seededRandom, type Random } from '@mmae/random';

/**
 * The random numbers of one step of one network. They follow from these arguments alone, so a resumed training draws
 * what an uninterrupted one would have drawn, and a checkpoint holds no random state.
 *
 * @param purpose keeps two uses at the same step apart
 * @param network index over all stages
 * @param step for `order` the epoch
 */
export function randomAt(seed: number, purpose: 'weights' | 'order' | 'batch' | 'validation', network: number, step: number): Random {
  const purposes = { weights: 1, order: 2, batch: 3, validation: 4 };
  const random = seededRandom(seed, [seed | 0, (network << 8) | purposes[purpose], step | 0, (Math.floor(seed / 2 ** 32) << 1) | 1]);
  for (let i = 0; i < 15; i++) random.next(); // mixes the state, as the generator does after seeding
  return random;
}

/**
 * Inverted dropout (Srivastava et al., JMLR 15, 2014): 0 with probability `rate`, otherwise 1 / (1 − rate), which keeps the mean.
 *
 * One draw of the generator seeds a splitmix32 stream of its own (a counter through the finalizer of Steele, Lea and Flood, OOPSLA 2014, with
 * C. Wellons' constants). Its state never leaves the loop, which makes it many times faster, and it is the same on every engine.
 */
export function dropoutMask(length: number, rate: number, random: Random): Float32Array {
  const mask = new Float32Array(length);
  const bits = new Int32Array(mask.buffer);
  const [kept] = new Int32Array(Float32Array.of(1 / (1 - rate)).buffer);
  const threshold = Math.min(Math.ceil(rate * 2 ** 32), 2 ** 32 - 1) | 0;
  let counter = random.integer(2 ** 32) | 0;
  for (let k = 0; k < length; k++) {
    counter = (counter + 0x9e3779b9) | 0;
    let word = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    word ^= word >>> 15;
    bits[k] = kept & ~isBelow(word, threshold);
  }
  return mask;
}

/**
 * −1 where a < b as unsigned numbers, else 0, without a branch, which would often be predicted wrongly (H. Warren, Hacker's Delight, 2-12).
 */
const isBelow = (a: number, b: number) => ((~a & b) | (~(a ^ b) & (a - b))) >> 31;
