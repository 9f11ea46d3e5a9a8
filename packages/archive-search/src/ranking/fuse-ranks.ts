/** A list of sample keys, best first, and how much it counts. */
export interface RankedList {
  readonly sampleKeys: Uint32Array | readonly number[];
  /** default 1 */
  readonly weight?: number;
}

/** The constant of reciprocal rank fusion that its authors recommend. */
const rankOffset = 60;

/**
 * Reciprocal rank fusion: a sample scores the sum of `weight / (60 + rank)` over the lists that have it (Cormack, Clarke and Büttcher, SIGIR 2009).
 *
 * Samples that only the longest list has are in order already: only those of the others are scored one by one, sorted and merged with it.
 *
 * @returns every sample of any list once, highest score first; of equal scores those of the shorter lists first
 */
export function fuseRanks(lists: readonly RankedList[]): Uint32Array {
  if (lists.length === 0) return new Uint32Array(0);
  const longest = lists.reduce((a, b) => (b.sampleKeys.length > a.sampleKeys.length ? b : a));
  const scores = new Map<number, number>();
  for (const list of lists) {
    if (list === longest) continue;
    for (let i = 0; i < list.sampleKeys.length; i++) addTo(scores, list.sampleKeys[i]!, scoreOf(list, i));
  }
  if (scores.size === 0) return Uint32Array.from(longest.sampleKeys);
  const rest = new Uint32Array(longest.sampleKeys.length);
  let numRest = 0;
  for (let i = 0; i < longest.sampleKeys.length; i++) {
    const key = longest.sampleKeys[i]!;
    if (scores.has(key)) addTo(scores, key, scoreOf(longest, i));
    else rest[numRest++] = i;
  }
  return merged(
    [...scores].sort(([, a], [, b]) => b - a),
    longest,
    rest.subarray(0, numRest),
  );
}

const scoreOf = ({ weight = 1 }: RankedList, index: number) => weight / (rankOffset + index + 1);

const addTo = (scores: Map<number, number>, key: number, score: number) => scores.set(key, (scores.get(key) ?? 0) + score);

/** @param rest indices of the list */
function merged(sorted: readonly (readonly [key: number, score: number])[], list: RankedList, rest: Uint32Array): Uint32Array {
  const result = new Uint32Array(sorted.length + rest.length);
  let [next, at] = [0, 0];
  for (const i of rest) {
    while (next < sorted.length && sorted[next]![1] >= scoreOf(list, i)) result[at++] = sorted[next++]![0];
    result[at++] = list.sampleKeys[i]!;
  }
  while (next < sorted.length) result[at++] = sorted[next++]![0];
  return result;
}
