import type { RunConfig } from '@mmae/run-folder';
import type { Run } from '../run.ts';
import type { ScoringTask } from './scoring-task.ts';

/** What a report has no answer to, and why: sentences. */
export function leftOutOf({ config, samples }: Run, { labelling, modalities, scored, split }: ScoringTask): string[] {
  const { names, scores, reasons } = labelling;
  const because = reasons.join('; ');
  const numUnlabelled = samples.filter(({ split: own, label, present }) => own === split && !label && present.length > 0).length;
  return [
    ...modalitiesWithout(config),
    modalities.length === 1 &&
      `Search across media, alignment of media and scores with media missing: the run has one modality alone, ${modalities[0]}.`,
    !scores && !names && `Scores against labels, and names of clusters: ${because}.`,
    !scores && names && `Scores against labels: ${because}.`,
    scores &&
      !names &&
      `Names of clusters, and classifiers that learn from labels: ${because}. The number of clusters was chosen without labels.`,
    scores &&
      numUnlabelled > 0 &&
      `${numUnlabelled} items of the ${split} split, which have no label: the ${scored.length} that have one are scored.`,
  ].filter((sentence) => sentence !== false);
}

/** Modalities that the training left out, as it says in the run's settings. */
const modalitiesWithout = ({ leftOut }: RunConfig): string[] =>
  Object.entries((leftOut ?? {}) as Record<string, unknown>).map(([modality, reason]) => `The modality ${modality}: ${String(reason)}.`);
