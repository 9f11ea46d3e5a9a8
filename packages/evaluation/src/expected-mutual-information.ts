import type { Contingency } from './contingency.ts';

/** Counts this far below the most likely one weigh nothing in double precision. */
const negligibleWeight = 1e-20;

/**
 * The mutual information of two random partitions with the sizes of these, in nats (Vinh, Epps & Bailey 2010).
 *
 * Each cell's count is hypergeometric. Its probabilities are followed from the most likely count outwards by their ratio and divided
 * by their sum, so no factorial is taken; classes of one size are counted once.
 */
export function expectedMutualInformation({ labelSizes, clusterSizes, numSamples }: Contingency): number {
  const clusterTally = tally(clusterSizes);
  let sum = 0;
  for (const [labelSize, numLabels] of tally(labelSizes)) {
    for (const [clusterSize, numClusters] of clusterTally) {
      sum += numLabels * numClusters * expectedCell(labelSize, clusterSize, numSamples);
    }
  }
  return sum;
}

/** How many classes have each size. */
function tally(sizes: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}

/** What one cell adds on average, its row and column holding `a` and `b` of `n` samples. */
function expectedCell(a: number, b: number, n: number): number {
  const outside = n - a - b;
  const information = (count: number) => (count === 0 ? 0 : (count / n) * Math.log((n * count) / (a * b)));
  const ratioUp = (count: number) => ((a - count) * (b - count)) / ((count + 1) * (outside + count + 1));
  const ratioDown = (count: number) => (count * (outside + count)) / ((a - count + 1) * (b - count + 1));
  const mostLikely = Math.floor(((a + 1) * (b + 1)) / (n + 2));
  let [total, sum] = [1, information(mostLikely)];
  const add = (count: number, weight: number) => {
    total += weight;
    sum += weight * information(count);
  };
  for (let count = mostLikely, weight = 1; (weight *= ratioUp(count)) > negligibleWeight;) add(++count, weight);
  for (let count = mostLikely, weight = 1; (weight *= ratioDown(count)) > negligibleWeight;) add(--count, weight);
  return sum / total;
}
