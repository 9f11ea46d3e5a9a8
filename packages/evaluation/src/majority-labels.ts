import { contingency } from './contingency.ts';
import type { Label, Labels } from './labels.ts';

/** The label that most samples of a cluster have. */
export interface MajorityLabel {
  readonly label: Label;
  /** of the cluster's samples, above ½ */
  readonly share: number;
}

/**
 * The label that a cluster can be called by: more than half of its samples have it, and a larger share of them than of all samples, so that a
 * label that is everywhere names nothing. A cluster without such a label is mixed, and not in the map; several clusters may share a label.
 *
 * @throws RangeError where there are not as many clusters as labels, or none
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
