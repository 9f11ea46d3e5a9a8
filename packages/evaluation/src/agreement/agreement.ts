import type { Labels } from '../labels.ts';
import { assignmentAccuracy, clusterPurity } from './cluster-labels.ts';
import { adjustedRandIndex, contingency, fowlkesMallowsIndex, type Contingency } from './contingency.ts';
import { adjustedMutualInformation, homogeneityCompletenessV, normalizedMutualInformation } from './mutual-information.ts';

/** Agreement of clusters with labels, by measures that do not depend on the names of the clusters. */
export interface Agreement {
  /** −0.5 to 1; 0 for chance */
  readonly ari: number;
  /** 0 to 1, normalized by the arithmetic mean of the entropies; chance is above 0, and rises with the number of clusters */
  readonly nmi: number;
  /** at most 1; 0 for chance */
  readonly ami: number;
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
  readonly fowlkesMallows: number;
  readonly accuracy: number;
}

/** All measures, from one contingency table. @throws RangeError unless labels and clusters have the same length, at least 1 */
export function agreement(labels: Labels, clusters: Labels): Agreement {
  const table = contingency('agreement', labels, clusters);
  return {
    ari: adjustedRandIndex(table),
    nmi: normalizedMutualInformation(table),
    ami: adjustedMutualInformation(table),
    ...homogeneityCompletenessV(table),
    fowlkesMallows: fowlkesMallowsIndex(table),
    accuracy: assignmentAccuracy(table),
  };
}

/** A measure of two partitions of the same samples. @throws RangeError unless both have the same length, at least 1 */
export type PartitionMeasure = (labels: Labels, clusters: Labels) => number;

/** Adjusted Rand index: −0.5 to 1, 0 for chance. */
export const ari = onLabels('ari', adjustedRandIndex);

/** Normalized mutual information, arithmetic: 0 to 1. */
export const nmi = onLabels('nmi', normalizedMutualInformation);

/** Adjusted mutual information, arithmetic: 0 for chance, at most 1. */
export const ami = onLabels('ami', adjustedMutualInformation);

/** 1 if every cluster contains a single label. */
export const homogeneity = onLabels('homogeneity', (table) => homogeneityCompletenessV(table).homogeneity);

/** 1 if every label is in a single cluster. */
export const completeness = onLabels('completeness', (table) => homogeneityCompletenessV(table).completeness);

/** Harmonic mean of homogeneity and completeness, which equals arithmetic `nmi`. */
export const vMeasure = onLabels('vMeasure', (table) => homogeneityCompletenessV(table).vMeasure);

/** Geometric mean of pairwise precision and recall: 0 to 1. */
export const fowlkesMallows = onLabels('fowlkesMallows', fowlkesMallowsIndex);

/** Share of samples with the most frequent label of their cluster. It is 1 for one cluster per sample, so do not compare it across numbers of clusters. */
export const purity = onLabels('purity', clusterPurity);

/** Share of correct samples under the best one-to-one assignment of labels to clusters. */
export const accuracy = onLabels('accuracy', assignmentAccuracy);

function onLabels(name: string, measure: (table: Contingency) => number): PartitionMeasure {
  return (labels, clusters) => measure(contingency(name, labels, clusters));
}
