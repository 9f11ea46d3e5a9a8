import { assignedLabels, assignmentAccuracy, clusterPurity } from './cluster-labels.ts';
import { contingency, type Contingency } from './contingency.ts';
import type { Label, Labels } from './labels.ts';
import { adjustedMutualInformation, homogeneityCompletenessV, normalizedMutualInformation } from './mutual-information.ts';
import { adjustedRandIndex, fowlkesMallowsIndex } from './pair-counting.ts';

/** How well clusters agree with labels, by every measure that does not ask what they are called. */
export interface Agreement {
  /** −0.5 … 1; 0 for chance */
  readonly ari: number;
  /** 0 … 1, by the arithmetic mean of the entropies; chance is above 0, the more so the more clusters */
  readonly nmi: number;
  /** up to 1; 0 for chance */
  readonly ami: number;
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
  readonly fowlkesMallows: number;
  readonly accuracy: number;
}

/** Every measure from one contingency table. @throws RangeError where there are not as many clusters as labels, or none */
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

/** A measure of two partitions of the same samples; both of any strings or numbers, as many of one as of the other. */
export type PartitionMeasure = (labels: Labels, clusters: Labels) => number;

/** Adjusted Rand index: −0.5 … 1, 0 for chance. */
export const ari = onLabels('ari', adjustedRandIndex);

/** Normalised mutual information, arithmetic: 0 … 1. */
export const nmi = onLabels('nmi', normalizedMutualInformation);

/** Adjusted mutual information, arithmetic: 0 for chance, at most 1. */
export const ami = onLabels('ami', adjustedMutualInformation);

/** 1 where every cluster holds one label. */
export const homogeneity = onLabels('homogeneity', (table) => homogeneityCompletenessV(table).homogeneity);

/** 1 where every label stays in one cluster. */
export const completeness = onLabels('completeness', (table) => homogeneityCompletenessV(table).completeness);

/** The harmonic mean of homogeneity and completeness; equal to arithmetic `nmi`. */
export const vMeasure = onLabels('vMeasure', (table) => homogeneityCompletenessV(table).vMeasure);

/** Geometric mean of pairwise precision and recall: 0 … 1. */
export const fowlkesMallows = onLabels('fowlkesMallows', fowlkesMallowsIndex);

/** Share of samples with their cluster's most frequent label; 1 for a cluster a sample, so never compare it across numbers of clusters. */
export const purity = onLabels('purity', clusterPurity);

/** Share of samples right when clusters are given labels one to one, as well as can be. */
export const accuracy = onLabels('accuracy', assignmentAccuracy);

/** The label that `accuracy` gives each cluster; clusters left over, where labels are fewer, are not in the map. */
export function clusterLabels(labels: Labels, clusters: Labels): Map<Label, Label> {
  const table = contingency('clusterLabels', labels, clusters);
  const pairs = [...assignedLabels(table)].map((label, cluster) => [table.clusterNames[cluster], table.labelNames[label]] as const);
  return new Map(pairs.filter(([, label]) => label !== undefined));
}

function onLabels(name: string, measure: (table: Contingency) => number): PartitionMeasure {
  return (labels, clusters) => measure(contingency(name, labels, clusters));
}
