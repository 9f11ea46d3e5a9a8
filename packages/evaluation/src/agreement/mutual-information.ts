import { isPerfectMatch, type Contingency } from './contingency.ts';

/** Mutual information divided by the mean of the two entropies; 1 if both partitions have a single class. */
export function normalizedMutualInformation(table: Contingency): number {
  if (isPerfectMatch(table)) return 1;
  return mutualInformation(table) / meanEntropy(table);
}

/** Mutual information in excess of chance, relative to its maximum (Vinh et al. 2010): 0 for chance, 1 for equal partitions. */
export function adjustedMutualInformation(table: Contingency): number {
  if (isPerfectMatch(table)) return 1;
  const expected = expectedMutualInformation(table);
  return (mutualInformation(table) - expected) / (meanEntropy(table) - expected);
}

/** Homogeneity, completeness and their harmonic mean, the V-measure (Rosenberg & Hirschberg 2007). */
export function homogeneityCompletenessV(table: Contingency): { homogeneity: number; completeness: number; vMeasure: number } {
  const shared = mutualInformation(table);
  const homogeneity = shareOf(shared, entropy(table.labelSizes, table.numSamples));
  const completeness = shareOf(shared, entropy(table.clusterSizes, table.numSamples));
  const sum = homogeneity + completeness;
  return { homogeneity, completeness, vMeasure: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum };
}

/** 1 for a partition into a single class, whose entropy is 0. */
const shareOf = (information: number, total: number) => (total === 0 ? 1 : information / total);

/** In nats. Products of counts are exact, so independent partitions give exactly 0. */
function mutualInformation({ cells, labelSizes, clusterSizes, numSamples }: Contingency): number {
  let sum = 0;
  for (const { label, cluster, count } of cells) {
    sum += (count / numSamples) * Math.log((count * numSamples) / (labelSizes[label] * clusterSizes[cluster]));
  }
  return Math.max(0, sum);
}

function meanEntropy({ labelSizes, clusterSizes, numSamples }: Contingency): number {
  return (entropy(labelSizes, numSamples) + entropy(clusterSizes, numSamples)) / 2;
}

/** In nats. */
function entropy(sizes: Float64Array, numSamples: number): number {
  let sum = 0;
  for (const size of sizes) sum -= (size / numSamples) * Math.log(size / numSamples);
  return sum;
}

/** A weight, relative to that of the most likely count, below which counts do not change a sum in double precision. */
const negligibleWeight = 1e-20;

/**
 * Expected mutual information of random partitions with the same class sizes, in nats (Vinh, Epps & Bailey 2010).
 *
 * The count of a cell is hypergeometric. Its probabilities are computed outwards from the most likely count by their ratios, then divided by
 * their sum, so no factorial is needed. Classes of equal size are computed once.
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

/** Number of classes of each size. */
function tally(sizes: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}

/** Expected contribution of one cell, whose row and column have `a` and `b` of `n` samples. */
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
