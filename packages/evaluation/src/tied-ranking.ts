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
 * @param relevantItems at least one
 */
export function tiedRanking(scores: Float32Array, relevantItems: ArrayLike<number>): TiedRanking {
  const relevant = new Float32Array(relevantItems.length);
  for (let i = 0; i < relevant.length; i++) relevant[i] = scores[relevantItems[i]];
  const { levels, counts } = countEqual(relevant.sort());
  const { equal, better } = placeAmong(levels, scores);
  const groups: TieGroup[] = [];
  for (let level = levels.length - 1, numBefore = 0; level >= 0; level--) {
    groups.push({ numBefore: numBefore + better[level], size: equal[level], numRelevant: counts[level] });
    numBefore += better[level] + equal[level];
  }
  return { numItems: scores.length, numRelevant: relevant.length, groups };
}

/** The different scores, and how often each is there. */
function countEqual(rising: Float32Array): { levels: Float32Array; counts: Uint32Array } {
  const counts = new Uint32Array(rising.length);
  let numLevels = 0;
  for (let i = 0; i < rising.length; i++) {
    if (i === 0 || rising[i] !== rising[numLevels - 1]) rising[numLevels++] = rising[i];
    counts[numLevels - 1]++;
  }
  return { levels: rising.subarray(0, numLevels), counts };
}

/** How many of all scores equal each of the rising levels, and how many lie between it and the next. */
function placeAmong(levels: Float32Array, scores: Float32Array): { equal: Uint32Array; better: Uint32Array } {
  const [equal, better] = [new Uint32Array(levels.length), new Uint32Array(levels.length)];
  const { stretchOf, levelBelow } = guideTo(levels);
  for (const score of scores) {
    if (score < levels[0]) continue;
    let level = levelBelow[stretchOf(score)];
    while (levels[level + 1] <= score) level++;
    if (levels[level] === score) equal[level]++;
    else better[level]++;
  }
  return { equal, better };
}

/** Where to start looking for a score among rising levels: scores are cut into equal stretches, and the last level below each is kept. */
function guideTo(levels: Float32Array) {
  const numStretches = 4 * levels.length;
  const [lowest, highest] = [levels[0], levels[levels.length - 1]];
  const perScore = highest > lowest ? (numStretches - 1) / (highest - lowest) : 0;
  const stretchOf = (score: number) => Math.min(numStretches - 1, Math.floor((score - lowest) * perScore));
  const levelBelow = new Int32Array(numStretches);
  for (let stretch = 0, level = -1; stretch < numStretches; stretch++) {
    while (level + 1 < levels.length && stretchOf(levels[level + 1]) < stretch) level++;
    levelBelow[stretch] = level;
  }
  return { stretchOf, levelBelow };
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
  const harmonic = harmonicNumber(numItems);
  return (harmonic + ((numRelevant - 1) * (numItems - harmonic)) / (numItems - 1)) / numItems;
}

function harmonicNumber(n: number): number {
  let sum = 0;
  for (let i = n; i > 0; i--) sum += 1 / i;
  return sum;
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
