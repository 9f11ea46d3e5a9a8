import type { Tag } from '@mmae/archive-store';

/** Which label a sample gets that has several. */
export interface LabelChoice {
  /** preferred ones first; all if absent */
  readonly allowed?: readonly string[];
  /** samples for which people accepted a label */
  readonly numAccepted: ReadonlyMap<string, number>;
}

/**
 * The label of a sample for training: of those that people accepted, the first of `allowed`, or else the one accepted for most samples; without such, the
 * label of its data, unless a person rejected it.
 */
export function sampleLabel(tags: readonly Tag[], ofData: string | undefined, choice: LabelChoice): string | undefined {
  const accepted = tags.filter(({ verdict }) => verdict === 'accepted').map(({ label }) => label);
  const isRejected = tags.some(({ label, verdict }) => label === ofData && verdict === 'rejected');
  const candidates = accepted.length > 0 || ofData === undefined || isRejected ? accepted : [ofData];
  return preferred(candidates, choice);
}

function preferred(labels: readonly string[], { allowed, numAccepted }: LabelChoice): string | undefined {
  if (allowed) return allowed.find((label) => labels.includes(label));
  const countOf = (label: string) => numAccepted.get(label) ?? 0;
  return [...labels].sort((a, b) => countOf(b) - countOf(a) || (a < b ? -1 : 1)).at(0);
}
