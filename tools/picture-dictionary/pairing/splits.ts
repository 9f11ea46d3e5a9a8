import { shuffledBy } from './hash.ts';

/** The shares of the splits in every label; the rest is `train`. */
const shares = { test: 0.2, validation: 0.05 };

/**
 * Assigns a split to each group, by label: 20 % of the groups of a label are test, 5 % validation.
 *
 * @param items label and group; all items of a group have one label
 * @returns the split by group
 */
export function splitsOf(items: readonly { readonly label: string; readonly group: string }[], seed: number): Map<string, string> {
  const labels = new Map<string, Set<string>>();
  for (const { label, group } of items) labels.set(label, (labels.get(label) ?? new Set()).add(group));
  const splits = new Map<string, string>();
  for (const groups of labels.values()) {
    const numTest = Math.round(shares.test * groups.size);
    const numHeldOut = numTest + Math.round(shares.validation * groups.size);
    shuffledBy([...groups], seed, (group) => group).forEach((group, i) =>
      splits.set(group, i < numTest ? 'test' : i < numHeldOut ? 'validation' : 'train'),
    );
  }
  return splits;
}
