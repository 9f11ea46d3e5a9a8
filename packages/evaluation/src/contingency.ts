import { toPartition, type Label, type Labels, type Partition } from './labels.ts';

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
  return {
    numSamples: labels.length,
    labelNames: rows.names,
    clusterNames: columns.names,
    labelSizes: rows.sizes,
    clusterSizes: columns.sizes,
    cells: countCells(rows, columns),
  };
}

/** In the order in which they first appear. */
function countCells({ codes: labels }: Partition, { codes: clusters, sizes }: Partition): Cell[] {
  const cells: Cell[] = [];
  const byKey: Cell[] = []; // with holes
  for (let i = 0; i < labels.length; i++) {
    const key = labels[i] * sizes.length + clusters[i];
    const cell = byKey[key];
    if (cell) cell.count++;
    else cells.push((byKey[key] = { label: labels[i], cluster: clusters[i], count: 1 }));
  }
  return cells;
}

/** True where the two partitions are the same but for their names. */
export function isPerfectMatch({ cells, labelSizes, clusterSizes }: Contingency): boolean {
  return cells.length === labelSizes.length && cells.length === clusterSizes.length;
}
