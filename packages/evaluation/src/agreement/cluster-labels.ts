import type { Label, Labels } from '../labels.ts';
import { greatestAssignment } from './assignment.ts';
import { contingency, type Contingency } from './contingency.ts';

/** Share of samples whose cluster is assigned their label, under the best one-to-one assignment. */
export function assignmentAccuracy(table: Contingency): number {
  let correct = 0;
  const assigned = assignedLabels(table);
  for (const { label, cluster, count } of table.cells) if (assigned[cluster] === label) correct += count;
  return correct / table.numSamples;
}

/** Index of the label that the best one-to-one assignment gives each cluster; −1 for clusters in excess of labels. */
function assignedLabels({ cells, labelSizes, clusterSizes }: Contingency): Int32Array {
  const [numLabels, numClusters] = [labelSizes.length, clusterSizes.length];
  const weights = new Float64Array(numLabels * numClusters);
  if (numClusters <= numLabels) {
    for (const { label, cluster, count } of cells) weights[cluster * numLabels + label] = count;
    return greatestAssignment(weights, numClusters, numLabels);
  }
  for (const { label, cluster, count } of cells) weights[label * numClusters + cluster] = count;
  const labels = new Int32Array(numClusters).fill(-1);
  greatestAssignment(weights, numLabels, numClusters).forEach((cluster, label) => (labels[cluster] = label));
  return labels;
}

/** Share of samples with the most frequent label of their cluster. */
export function clusterPurity({ cells, clusterSizes, numSamples }: Contingency): number {
  const largest = new Float64Array(clusterSizes.length);
  for (const { cluster, count } of cells) largest[cluster] = Math.max(largest[cluster], count);
  return largest.reduce((sum, count) => sum + count, 0) / numSamples;
}

/** The label that `accuracy` assigns to each cluster; clusters in excess of labels are not in the map. */
export function clusterLabels(labels: Labels, clusters: Labels): Map<Label, Label> {
  const table = contingency('clusterLabels', labels, clusters);
  const pairs = [...assignedLabels(table)].map((label, cluster) => [table.clusterNames[cluster], table.labelNames[label]] as const);
  return new Map(pairs.filter(([, label]) => label !== undefined));
}

/** A label that more than half of a cluster's samples have. */
export interface MajorityLabel {
  readonly label: Label;
  /** share of the cluster's samples that have it, above 1/2 */
  readonly share: number;
}

/**
 * Names for clusters. A cluster is named after the label of more than half of its samples, if that label is also more frequent in the cluster
 * than overall. Other clusters are mixed and not in the map. Several clusters may share a label.
 *
 * @throws RangeError unless labels and clusters have the same length, at least 1
 */
export function majorityLabels(labels: Labels, clusters: Labels): Map<Label, MajorityLabel> {
  const { cells, labelNames, labelSizes, clusterNames, clusterSizes, numSamples } = contingency('majorityLabels', labels, clusters);
  const found = cells.flatMap(({ label, cluster, count }) => {
    const share = count / clusterSizes[cluster];
    const isMajority = share > 1 / 2 && share > labelSizes[label] / numSamples;
    return isMajority ? [[clusterNames[cluster], { label: labelNames[label], share }] as const] : [];
  });
  return new Map(found);
}
