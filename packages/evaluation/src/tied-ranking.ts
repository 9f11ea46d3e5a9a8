/**
 * A ranking in which several items may have one score: what a measure is worth on average over the orders that such items may stand in
 * (McSherry & Najork 2008). No order of equal items is luck or loss then.
 */
export interface TiedRanking {
  readonly numItems: number;
  readonly numRelevant: number;
  /** groups of equal score that hold something relevant, best first */
  readonly groups: readonly TieGroup[];
}

export interface TieGroup {
  /** items with a better score */
  readonly numBefore: number;
  readonly size: number;
  readonly numRelevant: number;
}

/**
 * The ranking by falling score.
 *
 * @param isRelevant at least one of the items is
 */
export function tiedRanking(scores: Float32Array, isRelevant: (item: number) => boolean): TiedRanking {
  const relevant = scores
    .filter((_, item) => isRelevant(item))
    .sort()
    .reverse();
  const levels = countEqual(relevant);
  // places[g]: irrelevant items better than level g but not than the one before; equal[g]: as good as it
  const places = new Uint32Array(levels.length + 1);
  const equal = new Uint32Array(levels.length);
  for (let item = 0; item < scores.length; item++) {
    if (isRelevant(item)) continue;
    const level = firstNotBetter(levels, scores[item]);
    if (levels[level]?.score === scores[item]) equal[level]++;
    else places[level]++;
  }
  let numBefore = 0;
  const groups = levels.map(({ count }, level) => {
    const group = { numBefore: numBefore + places[level], size: count + equal[level], numRelevant: count };
    numBefore = group.numBefore + group.size;
    return group;
  });
  return { numItems: scores.length, numRelevant: relevant.length, groups };
}

interface Level {
  readonly score: number;
  count: number;
}

/** Runs of equal scores. */
function countEqual(sorted: Float32Array): Level[] {
  const levels: Level[] = [];
  for (const score of sorted) {
    const last = levels.at(-1);
    if (last?.score === score) last.count++;
    else levels.push({ score, count: 1 });
  }
  return levels;
}

/** The first level whose score is at most `score`, levels falling; levels.length where all are greater. */
function firstNotBetter(levels: readonly Level[], score: number): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle].score <= score) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The mean over relevant items of the share of relevant ones down to their rank. */
export function averagePrecision({ groups, numRelevant }: TiedRanking): number {
  let [sum, above] = [0, 0];
  for (const group of groups) {
    const others = group.size > 1 ? (group.numRelevant - 1) / (group.size - 1) : 0; // chance that another item of the group is relevant
    for (let place = 0; place < group.size; place++) {
      sum += ((group.numRelevant / group.size) * (above + 1 + place * others)) / (group.numBefore + place + 1);
    }
    above += group.numRelevant;
  }
  return sum / numRelevant;
}

/** Average precision of a random order: (H + (r − 1)(n − H)/(n − 1)) / n for r relevant of n items, H the n-th harmonic number. */
export function chanceAveragePrecision(numItems: number, numRelevant: number): number {
  if (numItems === 1) return 1;
  let harmonic = 0;
  for (let rank = 1; rank <= numItems; rank++) harmonic += 1 / rank;
  return (harmonic + ((numRelevant - 1) * (numItems - harmonic)) / (numItems - 1)) / numItems;
}

/** The rank of the first relevant item, from 1. */
export function firstRank({ groups: [first] }: TiedRanking): number {
  return first.numBefore + (first.size + 1) / (first.numRelevant + 1);
}

/** The chance that something relevant is among the first `depth` items. */
export function hitRate({ groups: [first] }: TiedRanking, depth: number): number {
  const drawn = Math.min(depth - first.numBefore, first.size);
  let missed = 1;
  for (let i = 0; i < drawn; i++) missed *= Math.max(0, first.size - first.numRelevant - i) / (first.size - i);
  return 1 - missed;
}

/** Discounted cumulative gain of the whole ranking, 1/log₂(rank + 1) for each relevant item, over that of the best ranking. */
export function normalizedGain({ groups, numRelevant }: TiedRanking, cumulativeDiscount: Float64Array): number {
  const gain = groups.reduce((sum, { numBefore, size, numRelevant: held }) => {
    return sum + (held / size) * (cumulativeDiscount[numBefore + size] - cumulativeDiscount[numBefore]);
  }, 0);
  return gain / cumulativeDiscount[numRelevant];
}

/** The sum of 1/log₂(rank + 1) over the ranks 1 … n, for n = 0 … numItems. */
export function cumulativeDiscounts(numItems: number): Float64Array {
  const sums = new Float64Array(numItems + 1);
  for (let rank = 1; rank <= numItems; rank++) sums[rank] = sums[rank - 1] + 1 / Math.log2(rank + 1);
  return sums;
}
