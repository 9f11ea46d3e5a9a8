import { columnRemarks, isOurs, lackOf, planColumns, type ColumnOptions, type ColumnPlan } from './columns.ts';
import { problemsOf, toDraft, type Draft } from './draft.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestFile } from './manifest-file.ts';
import { readRows } from './manifest-rows.ts';
import type { Modality } from './sample.ts';

/** Every row as a draft, the problems of the manifest, and remarks on how it was read. */
export interface Drafts {
  readonly drafts: Draft[];
  readonly problems: ManifestProblem[];
  readonly remarks: string[];
}

export interface ReadDraftsOptions {
  readonly modalities: Readonly<Record<Modality, 'file' | 'text'>>;
  readonly columns?: Readonly<Record<string, string>>;
  readonly mayNameNoMedia?: boolean;
}

/** Our columns that are no modality; `language` is also carried along. */
const general: readonly string[] = ['id', 'split', 'label', 'group', 'language'];

/** Reads the rows of a manifest. A column that is missing is one problem, not one a row. */
export async function readDrafts(source: ManifestFile, options: ReadDraftsOptions): Promise<Drafts> {
  const modalities = Object.keys(options.modalities);
  expectOtherNames(modalities);
  const columns = { ours: [...general, ...modalities], modalities, renamed: options.columns ?? {} };
  const { separatedBy, rows } = readRows(source, (name) => isOurs(name, columns));
  const planner = columnPlanner(columns);
  const [drafts, problems]: [Draft[], ManifestProblem[]] = [[], []];
  const lines = new Map<string, number>();
  const [trimmed, unnamed] = [new Map<string, number>(), new Set<number>()];
  const countTrimmed = (column: string) => trimmed.set(column, (trimmed.get(column) ?? 0) + 1);
  for await (const row of rows) {
    if ('rule' in row) {
      problems.push(row);
      continue;
    }
    const plan = planner.planFor(row.names, row.namesLine);
    const draft = toDraft(row, plan, options.modalities, countTrimmed);
    plan.unnamed.filter((place) => row.cells[place]).forEach((place) => unnamed.add(place));
    drafts.push(draft);
  }
  if (planner.has('id')) problems.push(...drafts.flatMap((draft) => problemsOf(draft, lines))); // in jsonl it may first be in a later row
  problems.sort((a, b) => a.line - b.line);
  const names = planner.names();
  const lacking =
    names.length === 0 ? [] : lackOf(names, columns, !options.mayNameNoMedia).map((problem) => ({ ...problem, line: planner.firstLine() }));
  return {
    drafts,
    problems: [...lacking, ...planner.problems, ...problems],
    remarks: [
      ...howRead(source, separatedBy),
      ...columnRemarks(names, columns),
      ...(unnamed.size > 0 ? [`${unnamed.size} ${unnamed.size === 1 ? 'column' : 'columns'} without a name left out`] : []),
      ...[...trimmed].map(([column, count]) => `spaces around ${count} of column ${column} left out`),
    ],
  };
}

function expectOtherNames(modalities: readonly string[]): void {
  const clash = modalities.find((modality) => [...general, 'present'].includes(modality));
  if (clash === undefined) return;
  throw new RangeError(
    `loadManifest: expected modalities of other names than ${general.join(', ')}, present, got ${clash}. Rename it in the experiment.`,
  );
}

function howRead({ encoding, utf8 }: ManifestFile, separatedBy: string | undefined): string[] {
  const parts = [...(encoding === 'UTF-8' ? [] : [`read as ${encoding}`]), ...(separatedBy ? [`separated by ${separatedBy}`] : [])];
  const damage = 'has replacement characters (\ufffd) in place of letters that were lost before it was saved';
  return [...(parts.length > 0 ? [parts.join(', ')] : []), ...(utf8.includes('\ufffd') ? [damage] : [])];
}

/** Plans for the names of rows, which are the same for all of a table, and may differ in jsonl. */
function columnPlanner(columns: ColumnOptions) {
  const plans = new Map<string, ColumnPlan>();
  const names = new Set<string>();
  const problems: ManifestProblem[] = [];
  let last: { readonly names: readonly string[]; readonly plan: ColumnPlan } | undefined;
  let hasOurs = new Set<string>();
  let firstLine = 1;
  const newPlan = (rowNames: readonly string[], line: number): ColumnPlan => {
    if (names.size === 0) firstLine = line;
    const planned = planColumns(rowNames, columns);
    problems.push(...planned.problems.map((problem) => ({ ...problem, line })));
    for (const name of rowNames) names.add(name);
    hasOurs = new Set([...hasOurs, ...planned.plan.ours.map(([own]) => own)]);
    return planned.plan;
  };
  return {
    problems,
    names: () => [...names],
    firstLine: () => firstLine,
    has: (own: string) => hasOurs.has(own),
    planFor(rowNames: readonly string[], line: number): ColumnPlan {
      if (last && isSame(last.names, rowNames)) return last.plan;
      const key = JSON.stringify(rowNames);
      const plan = plans.get(key) ?? newPlan(rowNames, line);
      plans.set(key, plan);
      last = { names: rowNames, plan };
      return plan;
    },
  };
}

const isSame = (a: readonly string[], b: readonly string[]) => a === b || (a.length === b.length && a.every((name, i) => name === b[i]));
