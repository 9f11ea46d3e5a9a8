/** A generator of pseudorandom numbers. */
export interface Random {
  /** A uniform number in [0, 1). */
  next(): number;
  /** A uniform whole number in [0, limit). */
  integer(limit: number): number;
  /** A standard normal number. */
  normal(): number;
  /** The numbers 0 … length − 1 in random order. */
  permutation(length: number): Uint32Array;
  /** The state of the generator: `seededRandom(seed, state)` continues the sequence from here. */
  state(): number[];
}

/**
 * The sfc32 generator (Chris Doty-Humphrey, PractRand). The same seed gives the same sequence on every machine.
 *
 * @param state the state of another generator, whose sequence is continued; `seed` is then ignored
 */
export function seededRandom(seed: number, state?: readonly number[]): Random {
  let [a, b, c, counter] = state ?? [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1];
  const nextWord = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  if (!state) for (let i = 0; i < 15; i++) nextWord();
  const next = () => nextWord() / 2 ** 32;
  const integer = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()), // Box–Muller
    permutation(length) {
      const order = Uint32Array.from({ length }, (_, i) => i);
      for (let i = length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [order[i], order[j]] = [order[j], order[i]]; // Fisher–Yates
      }
      return order;
    },
    state: () => [a, b, c, counter],
  };
}
