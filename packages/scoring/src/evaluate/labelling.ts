import type { RunConfig, SampleRow } from '@mmae/run-folder';
import type { Run } from '../run.ts';

/** What the labels of a run can be used for. */
export interface Labelling {
  /** clusters are scored against the labels of the scored samples */
  readonly canScore: boolean;
  /** train has two labels or more: they give the number of clusters, and clusters are named after them */
  readonly canName: boolean;
  /** why labels are not used for one or the other */
  readonly reasons: readonly string[];
}

/**
 * What labels can be used for: nothing if there are none, if there is only one, or if there are fewer than two samples per label, because
 * such labels are not classes.
 *
 * @param split that is scored
 */
export function labellingOf(samples: readonly SampleRow[], split: string): Labelling {
  const labelsIn = (name: string) =>
    samples.flatMap(({ label, split: own, present }) => (label && own === name && present.length > 0 ? [label] : []));
  const [train, scored] = [labelsIn('train'), labelsIn(split)];
  const [all, numTrain, numScored] = [[...train, ...scored], train, scored].map((labels) => new Set(labels).size);
  const numLabelled = train.length + scored.length;
  const unusable = (reason: string): Labelling => ({ canScore: false, canName: false, reasons: [reason] });
  if (all === 0)
    return unusable(samples.some(({ label }) => label) ? `no item of train or ${split} has a label` : 'the items have no labels');
  if (all === 1) return unusable('all labelled items have the same label');
  if (2 * all > numLabelled)
    return unusable(`${numLabelled} labelled items have ${all} labels, fewer than two items per label: such labels are not classes`);
  const reasons = [
    numScored === 0 && `no item of the ${split} split has a label`,
    numScored === 1 && `the labelled items of the ${split} split all have the same label`,
    numTrain === 0 && 'no training item has a label',
    numTrain === 1 && 'the labelled training items all have the same label',
  ];
  return { canScore: numScored > 1, canName: numTrain > 1, reasons: reasons.filter((reason) => reason !== false) };
}

interface Scored {
  readonly labelling: Labelling;
  readonly modalities: readonly string[];
  readonly scored: ArrayLike<number>;
  readonly split: string;
}

/** What is not scored, and why; sentences. */
export function leftOutOf({ config, samples }: Run, { labelling, modalities, scored, split }: Scored): string[] {
  const { canName, canScore, reasons } = labelling;
  const because = reasons.join('; ');
  const numUnlabelled = samples.filter(({ split: own, label, present }) => own === split && !label && present.length > 0).length;
  return [
    ...modalitiesLeftOut(config),
    modalities.length === 1 &&
      `Search across modalities, their alignment, and scores with missing modalities: the run has only one modality, ${modalities[0]}.`,
    !canScore && !canName && `Scores against labels, and names of clusters: ${because}.`,
    !canScore && canName && `Scores against labels: ${because}.`,
    canScore &&
      !canName &&
      `Names of clusters, and classifiers trained on labels: ${because}. The number of clusters was chosen without labels.`,
    canScore &&
      numUnlabelled > 0 &&
      `${numUnlabelled} unlabelled items of the ${split} split: only the ${scored.length} labelled ones are scored.`,
  ].filter((sentence) => sentence !== false);
}

/** Modalities left out of the training, which the settings of the run name with the reason. */
const modalitiesLeftOut = ({ leftOut }: RunConfig): string[] =>
  Object.entries((leftOut ?? {}) as Record<string, unknown>).map(([modality, reason]) => `The modality ${modality}: ${String(reason)}.`);
