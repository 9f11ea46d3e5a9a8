import type { Contingency } from './contingency.ts';

/** Adjusted Rand index (Hubert & Arabie 1985): 1 for equal partitions, 0 on average for random ones, down to −1/2. */
export function adjustedRandIndex(table: Contingency): number {
  const { both, onlyLabels, onlyClusters, neither } = pairs(table);
  if (onlyLabels === 0 && onlyClusters === 0) return 1;
  const chanceCorrected = both * neither - onlyLabels * onlyClusters;
  return (2 * chanceCorrected) / ((both + onlyLabels) * (onlyLabels + neither) + (both + onlyClusters) * (onlyClusters + neither));
}

/** Fowlkes & Mallows (1983): the geometric mean of pairwise precision and recall; 0 where no pair is together in both. */
export function fowlkesMallowsIndex(table: Contingency): number {
  const { both, onlyLabels, onlyClusters } = pairs(table);
  return both === 0 ? 0 : Math.sqrt(both / (both + onlyLabels)) * Math.sqrt(both / (both + onlyClusters));
}

/** Ordered pairs of different samples, by whether a label, a cluster or both hold them together. */
function pairs({ numSamples, cells, labelSizes, clusterSizes }: Contingency) {
  const inCells = sumOfSquares(cells.map((cell) => cell.count));
  const inLabels = sumOfSquares(labelSizes);
  const inClusters = sumOfSquares(clusterSizes);
  return {
    both: inCells - numSamples,
    onlyLabels: inLabels - inCells,
    onlyClusters: inClusters - inCells,
    neither: numSamples ** 2 - inLabels - inClusters + inCells,
  };
}

function sumOfSquares(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum;
}
