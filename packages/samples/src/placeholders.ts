import type { Draft } from './draft.ts';

/** What spreadsheets, databases and people write where there is no value, in lower case. */
const placeholders: ReadonlySet<string> = new Set(
  ['na', 'n/a', 'n.a.', '#n/a', '#nv', 'nan', 'null', '<null>', '\\n', 'none', 'nil', 'unknown', 'undefined', 'unbekannt', 'inconnu', 'desconocido', 'k.a.', 'k. a.', '-', '--', '\u2013', '\u2014', '?', 'tbd'],
); // prettier-ignore

/** Remarks on labels and groups that may mean "none": as labels they are scored, as groups they keep their rows in one split. */
export function placeholderRemarks(drafts: readonly Draft[]): string[] {
  return (['label', 'group'] as const).flatMap((column) =>
    [...placeholderCounts(drafts, column)].map(
      ([value, count]) =>
        `${JSON.stringify(value)} is the ${column} of ${count} ${count === 1 ? 'row' : 'rows'}, read as any other; if it means none, leave the cells empty`,
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
