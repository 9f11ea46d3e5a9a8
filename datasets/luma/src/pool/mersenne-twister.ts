const size = 624;
const shift = 397;

/** numpy's legacy `RandomState`. */
export interface RandomState {
  /** a uniform integer in 0 … 2³² − 1 */
  word(): number;
  /** `RandomState.permutation(length)`, as drawn by pandas' `sample(frac=1)` */
  permutation(length: number): Uint32Array;
}

/**
 * MT19937 (Matsumoto & Nishimura 1998), seeded by their `init_genrand`, as `numpy.random.seed(seed)` is.
 *
 * @param seed 0 … 2³² − 1
 */
export function randomState(seed: number): RandomState {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`randomState: expected a whole seed from 0 to 4294967295, got ${seed}`);
  }
  const state = initialState(seed);
  let next = size;
  const word = (): number => {
    if (next === size) {
      twist(state);
      next = 0;
    }
    return tempered(state[next++]);
  };
  return { word, permutation: (length) => permutation(length, word) };
}

function initialState(seed: number): Uint32Array {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  return state;
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const mixed = (state[i] & 0x80000000) | (state[(i + 1) % size] & 0x7fffffff);
    state[i] = state[(i + shift) % size] ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
  }
}

function tempered(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}

/** Fisher–Yates from the end. An index is a word reduced to the fewest bits that can hold it, drawn again if it is too large. */
function permutation(length: number, word: () => number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j = (word() & mask) >>> 0;
    while (j > i) j = (word() & mask) >>> 0;
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
