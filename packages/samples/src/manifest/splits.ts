import { createHash } from 'node:crypto';
import type { Split } from '../sample.ts';
import type { Draft } from './draft.ts';
import type { ManifestProblem } from './manifest-error.ts';

/** The shares of the splits that are assigned where the manifest names none. */
const shares: readonly (readonly [Split, number])[] = [
  ['train', 0.8],
  ['validation', 0.1],
  ['test', 0.1],
];

/** Gives rows without a split the split of their group. A group with two splits is a problem. */
export function shareGroupSplits(drafts: readonly Draft[]): ManifestProblem[] {
  const first = new Map<string, Draft>();
  const problems: ManifestProblem[] = [];
  for (const draft of drafts) {
    if (!draft.group || !draft.split) continue;
    const other = first.get(draft.group) ?? draft;
    first.set(draft.group, other);
    if (other.split !== draft.split) {
      const rule = `one split for group ${JSON.stringify(draft.group)} (line ${other.line} says ${other.split})`;
      const remedy = 'Put all rows of the group in one split, or divide the group.';
      problems.push({ line: draft.line, column: 'split', value: draft.split, rule, remedy });
    }
  }
  for (const draft of drafts) if (draft.group && !draft.split) draft.split = first.get(draft.group)?.split;
  return problems;
}

/** Assigns a split to each draft without one. If that leaves no validation rows, a tenth of the train groups become validation. */
export function assignSplits(drafts: readonly Draft[], { seed, onlySplit }: { readonly seed: number; readonly onlySplit?: Split }): void {
  const key = ({ group, id }: Draft) => group ?? id;
  for (const draft of drafts) draft.split ??= onlySplit ?? hashedSplit(seed, key(draft));
  if (onlySplit || drafts.some(({ split }) => split === 'validation')) return;
  const train = drafts.filter(({ split }) => split === 'train');
  const moved = validationKeys(seed, train.map(key));
  for (const draft of train) if (moved.has(key(draft))) draft.split = 'validation';
}

/**
 * A tenth of the train keys (at least one if there are two) that become validation where the data have none, chosen by a seeded hash.
 *
 * @param keys each train sample's group, or its id; repeated keys count once
 */
export function validationKeys(seed: number, keys: Iterable<string>): Set<string> {
  const ordered = [...new Set(keys)].map((key) => ({ key, fraction: hashedFraction(seed, key) }));
  ordered.sort((a, b) => a.fraction - b.fraction || (a.key < b.key ? -1 : 1));
  const count = ordered.length < 2 ? 0 : Math.max(1, Math.round(ordered.length / 10));
  return new Set(ordered.slice(0, count).map(({ key }) => key));
}

/** train, validation or test (80/10/10) by a seeded hash of the key: a sample's group, or its id. */
function hashedSplit(seed: number, key: string): Split {
  let fraction = hashedFraction(seed, key);
  for (const [split, share] of shares) {
    if (fraction < share) return split;
    fraction -= share;
  }
  return 'test';
}

/** A number in [0, 1) that depends only on seed and key, so that a sample keeps its split when others are added or removed. */
const hashedFraction = (seed: number, key: string) => createHash('sha256').update(`${seed}:${key}`).digest().readUInt32BE(0) / 2 ** 32;
