import { CsvError, parseCsv } from '@mmae/csv';
import { InputError, nearestName } from '@mmae/input';
import { languageTag } from './language-tag.ts';
import type { Concept } from './vocabulary.ts';

const columnPattern = /^(id|name|alias|definition|broader|match|retired)(?:@([\w-]+))?$/;
const columnNames = ['id', 'name', 'alias', 'definition', 'broader', 'match', 'retired'];
const namedByLanguage = ['name', 'alias', 'definition'];

interface Column {
  readonly kind: string;
  readonly language: string;
}

/** How a list of one's own is read. */
export interface ConceptListOptions {
  /** the first part of every qcode, such as `own` in `own:harbour` */
  readonly prefix: string;
  /** BCP 47, of columns that name none; default en */
  readonly language?: string;
}

/**
 * Concepts of a CSV table with the columns `id` and `name`, and, where wanted, `alias`, `definition`, `broader` (an id), `match` (a URI) and `retired` (yes).
 * `name@de` is the name in German, and so for aliases and definitions. Several values of a cell are separated by `|`.
 *
 * @throws InputError for an unknown column, a concept without id or name, an id that occurs twice, or a broader id that does not exist
 */
export function parseConceptList(text: string, { prefix, language = 'en' }: ConceptListOptions): Concept[] {
  const [header = [], ...rows] = readRows(text);
  const columns = header.map((name) => toColumn(name, language));
  if (!columns.some(({ kind }) => kind === 'id')) throw new InputError('parseConceptList: expected a column "id", got none. Add it.');
  const concepts = rows.map((cells, i) => toConcept(columns, cells, prefix, `row ${i + 2}`));
  checkIds(concepts);
  return concepts;
}

function readRows(text: string): string[][] {
  try {
    return parseCsv(text, { trim: true, skipEmptyLines: true, allowRaggedRows: true, mixedLineEnds: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`parseConceptList: expected a CSV table, got ${error.message}`, { cause: error });
  }
}

function toColumn(name: string, language: string): Column {
  const [, kind, ofColumn] = columnPattern.exec(name) ?? [];
  if (kind !== undefined && (ofColumn === undefined || namedByLanguage.includes(kind)))
    return { kind, language: languageTag('parseConceptList', ofColumn ?? language) };
  const near = nearestName(name.split('@')[0], columnNames);
  throw new InputError(
    `parseConceptList: expected columns ${columnNames.join(', ')} (name@de: in German), got "${name}". ${near ? `Did you mean "${near}"?` : 'Remove it.'}`,
  );
}

function toConcept(columns: readonly Column[], cells: readonly string[], prefix: string, where: string): Concept {
  const valuesOf = (wanted: string) => columns.flatMap(({ kind }, i) => (kind === wanted ? splitCell(cells[i]) : []));
  const byLanguage = (wanted: string) =>
    columns.flatMap(({ kind, language }, i) => (kind === wanted && cells[i] ? [[language, cells[i]] as const] : []));
  const [id] = valuesOf('id');
  const names = Object.fromEntries(byLanguage('name'));
  if (id === undefined || Object.keys(names).length === 0) {
    throw new InputError(
      `parseConceptList: expected an id and a name in every row, got ${JSON.stringify(cells.join(','))} in ${where}. Add it.`,
    );
  }
  return {
    qcode: `${prefix}:${id}`,
    names,
    aliases: Object.fromEntries(byLanguage('alias').map(([language, cell]) => [language, splitCell(cell)])),
    definitions: Object.fromEntries(byLanguage('definition')),
    broader: valuesOf('broader').map((each) => `${prefix}:${each}`),
    matches: valuesOf('match'),
    isRetired: valuesOf('retired').some((value) => /^(yes|true|1)$/i.test(value)),
  };
}

const splitCell = (cell = '') => cell.split('|').map((value) => value.trim()).filter((value) => value !== ''); // prettier-ignore

function checkIds(concepts: readonly Concept[]) {
  const known = new Set<string>();
  for (const { qcode } of concepts) {
    if (known.has(qcode)) throw new InputError(`parseConceptList: expected each id once, got "${qcode}" twice. Remove one.`);
    known.add(qcode);
  }
  for (const { qcode, broader } of concepts) {
    const missing = broader.find((each) => !known.has(each));
    if (missing) throw new InputError(`parseConceptList: expected broader ids of the list, got "${missing}" for "${qcode}". Correct it.`);
  }
}
