import { InputError } from '@mmae/input';
import type { Modality } from '../sample.ts';
import { columnRemarks, missingColumnProblems } from './column-hints.ts';
import { isKnownColumn, planColumns, type ColumnOptions, type ColumnPlan } from './columns.ts';
import { problemsOf, toDraft, type Draft } from './draft.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestFile } from './manifest-file.ts';
import { readRows } from './manifest-rows.ts';
import { readingRemarks } from './remarks.ts';

/** The rows of a manifest as drafts, its problems, and remarks on how it was read. */
export interface Drafts {
  readonly drafts: Draft[];
  readonly problems: ManifestProblem[];
  readonly remarks: string[];
}

export interface ReadDraftsOptions {
  readonly modalities: Readonly<Record<Modality, 'file' | 'text'>>;
  readonly columns?: Readonly<Record<string, string>>;
  readonly allowRowsWithoutMedia?: boolean;
}

/** Known columns that are not modalities; `language` is kept in `Sample.extra` as well. */
const generalColumns: readonly string[] = ['id', 'split', 'label', 'group', 'language'];

/** Reads the rows of a manifest. A missing column is one problem, not one per row. */
export async function readDrafts(source: ManifestFile, options: ReadDraftsOptions): Promise<Drafts> {
  const modalities = Object.keys(options.modalities);
  expectValidNames(modalities);
  const columns = { known: [...generalColumns, ...modalities], modalities, renamed: options.columns ?? {} };
  const { separatedBy, rows } = readRows(source, (name) => isKnownColumn(name, columns));
  const planner = columnPlanner(columns);
  const [drafts, problems]: [Draft[], ManifestProblem[]] = [[], []];
  const [trimmed, unnamed] = [new Map<string, number>(), new Set<number>()];
  const countTrimmed = (column: string) => trimmed.set(column, (trimmed.get(column) ?? 0) + 1);
  for await (const row of rows) {
    if ('rule' in row) {
      problems.push(row);
      continue;
    }
    const plan = planner.planFor(row.names, row.namesLine);
    drafts.push(toDraft(row, plan, options.modalities, countTrimmed));
    plan.unnamed.filter((index) => row.cells[index]).forEach((index) => unnamed.add(index));
  }
  const lines = new Map<string, number>();
  if (planner.has('id')) problems.push(...drafts.flatMap((draft) => problemsOf(draft, lines))); // in `.jsonl`, a later row may be the first with an id
  problems.sort((a, b) => a.line - b.line);
  const names = planner.names();
  const missing = names.length === 0 ? [] : missingColumnProblems(names, columns, !options.allowRowsWithoutMedia);
  return {
    drafts,
    problems: [...missing.map((problem) => ({ ...problem, line: planner.firstLine() })), ...planner.problems, ...problems],
    remarks: [
      ...readingRemarks(source, separatedBy),
      ...columnRemarks(names, columns),
      ...(unnamed.size > 0 ? [`${unnamed.size} ${unnamed.size === 1 ? 'column' : 'columns'} without a name ignored`] : []),
      ...[...trimmed].map(([column, count]) => `spaces removed around ${count} ${count === 1 ? 'value' : 'values'} of column ${column}`),
    ],
  };
}

function expectValidNames(modalities: readonly string[]): void {
  const clash = modalities.find((modality) => [...generalColumns, 'present'].includes(modality));
  if (clash === undefined) return;
  throw new InputError(
    `loadManifest: expected modalities with names other than ${generalColumns.join(', ')}, present, got ${clash}. Rename it in the experiment.`,
  );
}

/** Plans for rows by their column names, which are the same for all rows of a table and may differ in `.jsonl`. */
function columnPlanner(columns: ColumnOptions) {
  const plans = new Map<string, ColumnPlan>();
  const names = new Set<string>();
  const problems: ManifestProblem[] = [];
  let last: { readonly names: readonly string[]; readonly plan: ColumnPlan } | undefined;
  let found = new Set<string>();
  let firstLine = 1;
  const newPlan = (rowNames: readonly string[], line: number): ColumnPlan => {
    if (names.size === 0) firstLine = line;
    const planned = planColumns(rowNames, columns);
    problems.push(...planned.problems.map((problem) => ({ ...problem, line })));
    for (const name of rowNames) names.add(name);
    found = new Set([...found, ...planned.plan.known.map(([column]) => column)]);
    return planned.plan;
  };
  return {
    problems,
    names: () => [...names],
    firstLine: () => firstLine,
    has: (column: string) => found.has(column),
    planFor(rowNames: readonly string[], line: number): ColumnPlan {
      if (last && isEqual(last.names, rowNames)) return last.plan;
      const key = JSON.stringify(rowNames);
      const plan = plans.get(key) ?? newPlan(rowNames, line);
      plans.set(key, plan);
      last = { names: rowNames, plan };
      return plan;
    },
  };
}

const isEqual = (a: readonly string[], b: readonly string[]) => a === b || (a.length === b.length && a.every((name, i) => name === b[i]));
