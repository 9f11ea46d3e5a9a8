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

/** A remark where so few groups were dealt that none of them came to test. @param dealt those of the drafts whose split no row named */
export function dealRemarks(dealt: readonly Draft[], drafts: readonly Draft[], { onlySplit }: { readonly onlySplit?: Split }): string[] {
  const groups = new Set(dealt.map(({ group }) => group));
  if (onlySplit || dealt.length === 0 || groups.has(undefined) || drafts.some(({ split }) => split === 'test')) return [];
  const are = groups.size === 1 ? 'all of one group' : `of ${groups.size} groups`;
  return [
    `no row is in test, as the ${dealt.length} without a split are ${are}, and a group is never parted; name rows test in column split, or make groups smaller`,
  ];
}
