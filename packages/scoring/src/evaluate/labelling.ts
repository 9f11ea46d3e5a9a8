import type { SampleRow } from '@mmae/run-folder';

/** What the labels of a run allow to say. */
export interface Labelling {
  /** clusters can be scored by the labels of the scored samples */
  readonly scores: boolean;
  /** train knows two labels or more: as many clusters are asked for, and they are called by them */
  readonly names: boolean;
  /** why clusters are not scored by labels, or not called by them; sentences */
  readonly reasons: readonly string[];
}

/**
 * What is done with labels: nothing where there are none, where one alone has nothing to be told from, or where they are no classes, as samples
 * hardly share any (fewer than two samples a label).
 *
 * @param split that is scored
 */
export function labellingOf(samples: readonly SampleRow[], split: string): Labelling {
  const labelsIn = (...splits: string[]) =>
    samples.flatMap(({ label, split: own, present }) => (label && splits.includes(own) && present.length > 0 ? [label] : []));
  const [train, scored] = [labelsIn('train'), labelsIn(split)];
  const [all, numTrain, numScored] = [[...train, ...scored], train, scored].map((labels) => new Set(labels).size);
  const nothing = (reason: string): Labelling => ({ scores: false, names: false, reasons: [reason] });
  if (all === 0)
    return nothing(samples.some(({ label }) => label) ? `no item of train or ${split} has a label` : 'the items have no labels');
  if (all === 1) return nothing('all labelled items have the same label: there is nothing to tell it from');
  if (2 * all > train.length + scored.length) {
    return nothing(
      `${train.length + scored.length} labelled items have ${all} labels, fewer than two items a label: such labels are no classes`,
    );
  }
  const reasons = [
    numScored === 0
      ? `no item of the ${split} split has a label`
      : numScored === 1
        ? `the labelled items of the ${split} split all have the same label`
        : undefined,
    numTrain === 0 ? 'no training item has a label' : numTrain === 1 ? 'the labelled training items all have the same label' : undefined,
  ];
  return { scores: numScored > 1, names: numTrain > 1, reasons: reasons.filter((reason) => reason !== undefined) };
}
