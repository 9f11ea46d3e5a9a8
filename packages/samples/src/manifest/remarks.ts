import type { Split } from '../sample.ts';
import type { Draft } from './draft.ts';
import type { ManifestFile } from './manifest-file.ts';
import type { TextsRead } from './text-cells.ts';

/** Remarks on encoding and separator, if they are not UTF-8 and commas, and on letters lost earlier. */
export function readingRemarks({ encoding, utf8 }: ManifestFile, separatedBy: string | undefined): string[] {
  const parts = [...(encoding === 'UTF-8' ? [] : [`read as ${encoding}`]), ...(separatedBy ? [`separated by ${separatedBy}`] : [])];
  const damage = 'contains replacement characters (\ufffd): letters were lost before it was saved';
  return [...(parts.length > 0 ? [parts.join(', ')] : []), ...(utf8.includes('\ufffd') ? [damage] : [])];
}

/** Values that usually mean a missing value, in lower case. */
const placeholders: ReadonlySet<string> = new Set(
  ['na', 'n/a', 'n.a.', '#n/a', '#nv', 'nan', 'null', '<null>', '\\n', 'none', 'nil', 'unknown', 'undefined', 'unbekannt', 'inconnu', 'desconocido', 'k.a.', 'k. a.', '-', '--', '\u2013', '\u2014', '?', 'tbd'],
); // prettier-ignore

/** Remarks on labels and groups that may mean "none". They are used all the same: a label is scored, a group keeps its rows in one split. */
export function placeholderRemarks(drafts: readonly Draft[]): string[] {
  return (['label', 'group'] as const).flatMap((column) =>
    [...placeholderCounts(drafts, column)].map(
      ([value, count]) =>
        `${JSON.stringify(value)} is used as the ${column} of ${count} ${count === 1 ? 'row' : 'rows'}; if it means none, leave the cells empty`,
    ),
  );
}

function placeholderCounts(drafts: readonly Draft[], column: 'label' | 'group'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { [column]: value } of drafts) {
    if (value !== undefined && placeholders.has(value.toLowerCase())) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** A remark if so few groups were assigned a split that none became test. @param assigned the drafts without a split in the manifest */
export function emptyTestRemarks(
  assigned: readonly Draft[],
  drafts: readonly Draft[],
  { onlySplit }: { readonly onlySplit?: Split },
): string[] {
  const groups = new Set(assigned.map(({ group }) => group));
  if (onlySplit || assigned.length === 0 || groups.has(undefined) || drafts.some(({ split }) => split === 'test')) return [];
  const form = groups.size === 1 ? 'form a single group' : `form only ${groups.size} groups`;
  return [
    `no row is in test: the ${assigned.length} rows without a split ${form}, and a group is never divided; put rows into test in the column split, or use smaller groups`,
  ];
}

export function textRemarks({ encodings, skipped }: TextsRead): string[] {
  if (encodings.length + skipped.length === 0) return [];
  const others = [...new Set(encodings)].filter((encoding) => encoding !== 'UTF-8');
  const counts = others.map((encoding) => `${encodings.filter((each) => each === encoding).length} as ${encoding}`).join(', ');
  const failed = skipped.length > 0 ? `, ${skipped.length} could not be read` : '';
  return [`${encodings.length} texts read from files${counts && ` (${counts})`}${failed}`];
}
