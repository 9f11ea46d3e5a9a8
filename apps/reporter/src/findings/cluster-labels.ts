import { majorityLabels, type Label, type MajorityLabel } from '@mmae/evaluation';
import type { Results } from '@mmae/scoring';

/**
 * The labels that clusters of the main method are called by, from train items alone, so that held-out items cannot make a name right; a cluster
 * that is not in the map is mixed. Undefined where train has no labels to name by.
 */
export function clusterLabelsOf({ run, clustering, labelling }: Results): ReadonlyMap<Label, MajorityLabel> | undefined {
  if (!labelling.names) return undefined;
  const rows = namingRows(run.samples);
  return majorityLabels(
    rows.map((row) => run.samples[row].label!),
    rows.map((row) => clustering.clusters[row]),
  );
}

/** Labelled train rows with anything to embed. */
const namingRows = (samples: Results['run']['samples']) =>
  samples.flatMap(({ split, label, present }, row) => (split === 'train' && label && present.length > 0 ? [row] : []));
