import { isPerfectMatch, type Contingency } from './contingency.ts';
import { expectedMutualInformation } from './expected-mutual-information.ts';

/** Mutual information over the mean of the two entropies; 1 where both partitions are one class. */
export function normalizedMutualInformation(table: Contingency): number {
  if (isPerfectMatch(table)) return 1;
  return mutualInformation(table) / meanEntropy(table);
}

/** Mutual information above that of random partitions of the same sizes (Vinh et al. 2010), over the most it could be: 0 for chance, 1 for a match. */
export function adjustedMutualInformation(table: Contingency): number {
  if (isPerfectMatch(table)) return 1;
  const expected = expectedMutualInformation(table);
  return (mutualInformation(table) - expected) / (meanEntropy(table) - expected);
}

/** Homogeneity (a cluster holds one label), completeness (a label stays in one cluster) and their harmonic mean, V (Rosenberg & Hirschberg 2007). */
export function homogeneityCompletenessV(table: Contingency): { homogeneity: number; completeness: number; vMeasure: number } {
  const shared = mutualInformation(table);
  const homogeneity = shareOf(shared, entropy(table.labelSizes, table.numSamples));
  const completeness = shareOf(shared, entropy(table.clusterSizes, table.numSamples));
  const sum = homogeneity + completeness;
  return { homogeneity, completeness, vMeasure: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum };
}

/** A partition of one class has no entropy: there is nothing to miss. */
const shareOf = (information: number, total: number) => (total === 0 ? 1 : information / total);

/** In nats; the counts are whole, so that independent partitions give exactly 0. */
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
