import { toPartition, type Label, type Labels } from './labels.ts';

/** How many samples each label shares with each cluster: all that the agreement of two partitions depends on. */
export interface Contingency {
  readonly numSamples: number;
  readonly labelNames: readonly Label[];
  readonly clusterNames: readonly Label[];
  readonly labelSizes: Float64Array;
  readonly clusterSizes: Float64Array;
  /** the cells that are not empty; at most one a sample, however many labels and clusters there are */
  readonly cells: readonly Cell[];
}

/** The samples of one label (its index) that are in one cluster. */
export interface Cell {
  readonly label: number;
  readonly cluster: number;
  count: number;
}

/** @throws RangeError where there are not as many clusters as labels, or none */
export function contingency(caller: string, labels: Labels, clusters: Labels): Contingency {
  if (labels.length !== clusters.length) {
    throw new RangeError(`${caller}: expected a cluster for each label, got ${labels.length} labels and ${clusters.length} clusters`);
  }
  const [rows, columns] = [toPartition(caller, labels), toPartition(caller, clusters)];
  const cells = new Map<number, Cell>();
  for (let i = 0; i < labels.length; i++) countIn(cells, rows.codes[i], columns.codes[i], columns.sizes.length);
  return {
    numSamples: labels.length,
    labelNames: rows.names,
    clusterNames: columns.names,
    labelSizes: rows.sizes,
    clusterSizes: columns.sizes,
    cells: [...cells.values()],
  };
}

function countIn(cells: Map<number, Cell>, label: number, cluster: number, numClusters: number): void {
  const key = label * numClusters + cluster;
  const cell = cells.get(key);
  if (cell) cell.count++;
  else cells.set(key, { label, cluster, count: 1 });
}

/** True where the two partitions are the same but for their names. */
export function isPerfectMatch({ cells, labelSizes, clusterSizes }: Contingency): boolean {
  return cells.length === labelSizes.length && cells.length === clusterSizes.length;
}
