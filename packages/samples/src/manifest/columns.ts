import type { ManifestProblem } from './manifest-error.ts';

/** The columns that `loadManifest` knows, and what a manifest calls them. */
export interface ColumnOptions {
  /** all known columns: `id` and the like, and the modalities */
  readonly known: readonly string[];
  readonly modalities: readonly string[];
  /** known columns that the manifest calls by another name: `{ id: 'Signatur' }` */
  readonly renamed: Readonly<Record<string, string>>;
}

/** What each cell of a row contains, by column index. */
export interface ColumnPlan {
  readonly known: readonly (readonly [column: string, index: number])[];
  /** kept in `Sample.extra`, by the manifest's own names */
  readonly extra: readonly (readonly [name: string, index: number])[];
  /** indices of columns without a name */
  readonly unnamed: readonly number[];
}

/** The column that `samples.csv` adds to those of a manifest. */
const reserved = 'present';

/** Names are compared in lower case and NFC, with single spaces. */
export const foldName = (name: string) =>
  name
    .normalize('NFC')
    .replaceAll(/[\s\u200b]+/g, ' ')
    .trim()
    .toLowerCase();

/** The known columns that a column of the manifest is read as: none, one, or two if `renamed` names it twice. */
export const knownColumnsOf = (name: string, { known, renamed }: ColumnOptions) =>
  known.filter((column) => foldName(Object.hasOwn(renamed, column) ? renamed[column] : column) === foldName(name));

export const isKnownColumn = (name: string, options: ColumnOptions): boolean => knownColumnsOf(name, options).length > 0;

/** Plans how to read rows with these column names. The problems found have no line yet. */
export function planColumns(names: readonly string[], options: ColumnOptions): { plan: ColumnPlan; problems: ManifestProblem[] } {
  const known = names.flatMap((name, index) => knownColumnsOf(name, options).map((column) => [column, index] as const));
  const others = names.map((name, index) => [name.trim(), index] as const).filter(([name]) => !isKnownColumn(name, options));
  const unnamed = others.filter(([name]) => name === '').map(([, index]) => index);
  const extra = others.filter(([name]) => name !== '' && !isReplaced(name, options));
  const problems = [...repeatProblems(known, names), ...repeatProblems(extra, names), ...extra.flatMap(([name]) => reservedProblem(name))];
  const kept = [...extra, ...known.filter(([column]) => column === 'language')].sort(([, a], [, b]) => a - b);
  return { plan: { known, extra: kept, unnamed }, problems };
}

/** Whether a column has a known name, but `renamed` gives that role to another column. @param name of a column that is not known */
export const isReplaced = (name: string, { known }: ColumnOptions) => known.includes(foldName(name));

function repeatProblems(columns: readonly (readonly [string, number])[], names: readonly string[]): ManifestProblem[] {
  const repeated = columns.filter(([name], i) => columns.findIndex(([other]) => other === name) < i).map(([name]) => name);
  return [...new Set(repeated)].map((column) => {
    const value = columns.flatMap(([name, index]) => (name === column ? [names[index]] : [])).join(', ');
    return { line: 1, column, value, rule: 'each column only once', remedy: 'Rename or remove one of them.' };
  });
}

function reservedProblem(name: string): ManifestProblem[] {
  if (foldName(name) !== reserved) return [];
  return [{ line: 1, column: name, value: name, rule: `no column named ${reserved}, which samples.csv adds`, remedy: 'Rename it.' }];
}
