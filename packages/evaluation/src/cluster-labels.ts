import { greatestAssignment } from './assignment.ts';
import type { Contingency } from './contingency.ts';

/** The share of samples whose cluster is given their label, when each cluster is given at most one label and each label one cluster, as well as can be. */
export function assignmentAccuracy(table: Contingency): number {
  let right = 0;
  const assigned = assignedLabels(table);
  for (const { label, cluster, count } of table.cells) if (assigned[cluster] === label) right += count;
  return right / table.numSamples;
}

/** The label (its index) that the best assignment gives each cluster; −1 for the clusters left over where labels are fewer. */
export function assignedLabels({ cells, labelSizes, clusterSizes }: Contingency): Int32Array {
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

/** The share of samples that have their cluster's most frequent label. */
export function clusterPurity({ cells, clusterSizes, numSamples }: Contingency): number {
  const most = new Float64Array(clusterSizes.length);
  for (const { cluster, count } of cells) most[cluster] = Math.max(most[cluster], count);
  return most.reduce((sum, count) => sum + count, 0) / numSamples;
}
