import { toPartition, type Label, type Labels, type Partition } from '../labels.ts';

/** Number of samples that each label shares with each cluster, which determines every measure of agreement. */
export interface Contingency {
  readonly numSamples: number;
  readonly labelNames: readonly Label[];
  readonly clusterNames: readonly Label[];
  readonly labelSizes: Float64Array;
  readonly clusterSizes: Float64Array;
  /** non-empty cells: at most one per sample, however many labels and clusters there are */
  readonly cells: readonly Cell[];
}

/** Samples with one label in one cluster; both are indices. */
interface Cell {
  readonly label: number;
  readonly cluster: number;
  count: number;
}

/** @throws RangeError unless labels and clusters have the same length, at least 1 */
export function contingency(caller: string, labels: Labels, clusters: Labels): Contingency {
  if (labels.length !== clusters.length) {
    throw new RangeError(`${caller}: expected a cluster for each label, got ${labels.length} labels and ${clusters.length} clusters`);
  }
  const [rows, columns] = [toPartition(caller, labels), toPartition(caller, clusters)];
  return {
    numSamples: labels.length,
    labelNames: rows.names,
    clusterNames: columns.names,
    labelSizes: rows.sizes,
    clusterSizes: columns.sizes,
    cells: countCells(rows, columns),
  };
}

/** In order of first appearance. */
function countCells({ codes: labels }: Partition, { codes: clusters, sizes }: Partition): Cell[] {
  const cells: Cell[] = [];
  const byKey: Cell[] = []; // sparse
  for (let i = 0; i < labels.length; i++) {
    const key = labels[i] * sizes.length + clusters[i];
    const cell = byKey[key];
    if (cell) cell.count++;
    else cells.push((byKey[key] = { label: labels[i], cluster: clusters[i], count: 1 }));
  }
  return cells;
}

/** Whether the two partitions differ only in the names of their classes. */
export function isPerfectMatch({ cells, labelSizes, clusterSizes }: Contingency): boolean {
  return cells.length === labelSizes.length && cells.length === clusterSizes.length;
}

/** Adjusted Rand index (Hubert & Arabie 1985): 1 for equal partitions, 0 on average for random ones, at least −1/2. */
export function adjustedRandIndex(table: Contingency): number {
  const { both, onlyLabels, onlyClusters, neither } = pairCounts(table);
  if (onlyLabels === 0 && onlyClusters === 0) return 1;
  const chanceCorrected = both * neither - onlyLabels * onlyClusters;
  return (2 * chanceCorrected) / ((both + onlyLabels) * (onlyLabels + neither) + (both + onlyClusters) * (onlyClusters + neither));
}

/** Fowlkes & Mallows (1983): geometric mean of pairwise precision and recall; 0 if no pair is together in both partitions. */
export function fowlkesMallowsIndex(table: Contingency): number {
  const { both, onlyLabels, onlyClusters } = pairCounts(table);
  return both === 0 ? 0 : Math.sqrt(both / (both + onlyLabels)) * Math.sqrt(both / (both + onlyClusters));
}

/** Numbers of ordered pairs of different samples that share both label and cluster, only one of them, or neither. */
function pairCounts({ numSamples, cells, labelSizes, clusterSizes }: Contingency) {
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
