/**
 * A ranking with ties. Measures are averaged over all orders of tied items (McSherry & Najork 2008), so that the order of files does not matter.
 */
export interface TiedRanking {
  readonly numItems: number;
  readonly numRelevant: number;
  /** ties with at least one relevant item, best first */
  readonly ties: readonly Tie[];
}

/** Items with the same score. */
interface Tie {
  /** number of items with a better score */
  readonly numBefore: number;
  readonly size: number;
  readonly numRelevant: number;
}

/**
 * The ranking by descending score.
 *
 * @param relevantItems indices into `scores`, at least one
 */
export function tiedRanking(scores: Float32Array, relevantItems: ArrayLike<number>): TiedRanking {
  const relevant = new Float32Array(relevantItems.length);
  for (let i = 0; i < relevant.length; i++) relevant[i] = scores[relevantItems[i]];
  const { levels, counts } = countEqual(relevant.sort());
  const { equal, better } = countAmong(levels, scores);
  const ties: Tie[] = [];
  for (let level = levels.length - 1, numBefore = 0; level >= 0; level--) {
    ties.push({ numBefore: numBefore + better[level], size: equal[level], numRelevant: counts[level] });
    numBefore += better[level] + equal[level];
  }
  return { numItems: scores.length, numRelevant: relevant.length, ties };
}

/** Distinct scores, with their counts. */
function countEqual(rising: Float32Array): { levels: Float32Array; counts: Uint32Array } {
  const counts = new Uint32Array(rising.length);
  let numLevels = 0;
  for (let i = 0; i < rising.length; i++) {
    if (i === 0 || rising[i] !== rising[numLevels - 1]) rising[numLevels++] = rising[i];
    counts[numLevels - 1]++;
  }
  return { levels: rising.subarray(0, numLevels), counts };
}

/** For each of the ascending levels, the number of scores equal to it, and of scores between it and the next. */
function countAmong(levels: Float32Array, scores: Float32Array): { equal: Uint32Array; better: Uint32Array } {
  const [equal, better] = [new Uint32Array(levels.length), new Uint32Array(levels.length)];
  const { bucketOf, levelBelow } = bucketsOf(levels);
  for (const score of scores) {
    if (score < levels[0]) continue;
    let level = levelBelow[bucketOf(score)];
    while (levels[level + 1] <= score) level++;
    if (levels[level] === score) equal[level]++;
    else better[level]++;
  }
  return { equal, better };
}

/** An index of the levels: the range of scores is divided into equal buckets, each with the last level below it. */
function bucketsOf(levels: Float32Array) {
  const numBuckets = 4 * levels.length;
  const [lowest, highest] = [levels[0], levels[levels.length - 1]];
  const perScore = highest > lowest ? (numBuckets - 1) / (highest - lowest) : 0;
  const bucketOf = (score: number) => Math.min(numBuckets - 1, Math.floor((score - lowest) * perScore));
  const levelBelow = new Int32Array(numBuckets);
  for (let bucket = 0, level = -1; bucket < numBuckets; bucket++) {
    while (level + 1 < levels.length && bucketOf(levels[level + 1]) < bucket) level++;
    levelBelow[bucket] = level;
  }
  return { bucketOf, levelBelow };
}

/** Mean over relevant items of the precision at their rank. */
export function averagePrecision({ ties, numRelevant }: TiedRanking): number {
  let [sum, above] = [0, 0];
  for (const tie of ties) {
    const others = tie.size > 1 ? (tie.numRelevant - 1) / (tie.size - 1) : 0; // probability that another item of the tie is relevant
    for (let i = 0; i < tie.size; i++) {
      sum += ((tie.numRelevant / tie.size) * (above + 1 + i * others)) / (tie.numBefore + i + 1);
    }
    above += tie.numRelevant;
  }
  return sum / numRelevant;
}

/** Average precision of a random ranking: (H + (r − 1)(n − H)/(n − 1)) / n for r relevant among n items, where H is the n-th harmonic number. */
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

/** Rank of the first relevant item, from 1. */
export function firstRank({ ties: [first] }: TiedRanking): number {
  return first.numBefore + (first.size + 1) / (first.numRelevant + 1);
}

/** Probability that a relevant item is among the first `depth` items. */
export function hitRate({ ties: [first] }: TiedRanking, depth: number): number {
  const drawn = Math.min(depth - first.numBefore, first.size);
  let missed = 1;
  for (let i = 0; i < drawn; i++) missed *= Math.max(0, first.size - first.numRelevant - i) / (first.size - i);
  return 1 - missed;
}

/** Discounted cumulative gain of the whole ranking, with 1/log₂(rank + 1) per relevant item, divided by that of the ideal ranking. */
export function normalizedGain({ ties, numRelevant }: TiedRanking, cumulativeDiscount: Float64Array): number {
  const gain = ties.reduce((sum, { numBefore, size, numRelevant: relevant }) => {
    return sum + (relevant / size) * (cumulativeDiscount[numBefore + size] - cumulativeDiscount[numBefore]);
  }, 0);
  return gain / cumulativeDiscount[numRelevant];
}

/** Sums of 1/log₂(rank + 1) over the ranks 1 to n, for each n from 0 to numItems. */
export function cumulativeDiscounts(numItems: number): Float64Array {
  const sums = new Float64Array(numItems + 1);
  for (let rank = 1; rank <= numItems; rank++) sums[rank] = sums[rank - 1] + 1 / Math.log2(rank + 1);
  return sums;
}
