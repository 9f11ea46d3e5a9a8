import type { Draft } from './draft.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { Split } from './sample.ts';
import { dealtSplit, validationKeys } from './splits.ts';

/** A group's open rows take the split that its others name; two named splits in one group are a problem. */
export function shareGroupSplits(drafts: readonly Draft[]): ManifestProblem[] {
  const first = new Map<string, Draft>();
  const problems: ManifestProblem[] = [];
  for (const draft of drafts) {
    if (!draft.group || !draft.split) continue;
    const other = first.get(draft.group) ?? draft;
    first.set(draft.group, other);
    if (other.split !== draft.split) {
      const rule = `one split for group ${JSON.stringify(draft.group)} (line ${other.line} says ${other.split})`;
      const remedy = 'Put the group in one split, or part the group.';
      problems.push({ line: draft.line, column: 'split', value: draft.split, rule, remedy });
    }
  }
  for (const draft of drafts) if (draft.group && !draft.split) draft.split = first.get(draft.group)?.split;
  return problems;
}

/** Deals the splits that no row names; where there is no validation, a tenth of train's groups become it. */
export function decideSplits(drafts: readonly Draft[], { seed, onlySplit }: { readonly seed: number; readonly onlySplit?: Split }): void {
  const key = ({ group, id }: Draft) => group ?? id;
  for (const draft of drafts) draft.split ??= onlySplit ?? dealtSplit(seed, key(draft));
  if (onlySplit || drafts.some(({ split }) => split === 'validation')) return;
  const train = drafts.filter(({ split }) => split === 'train');
  const moved = validationKeys(seed, train.map(key));
  for (const draft of train) if (moved.has(key(draft))) draft.split = 'validation';
}
