import { CsvError, parseCsv, readCsv } from '@mmae/csv';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestRow } from './manifest-rows.ts';

/** Separators that are detected, with their names. */
const separators: ReadonlyMap<string, string> = new Map([
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
]);

export interface CsvTable {
  /** the separator in words: "semicolons" */
  readonly separatedBy: string;
  readonly rows: AsyncGenerator<ManifestRow | ManifestProblem>;
}

/** Ragged rows are allowed because columns are counted below, for a better message. */
const dialect = { trim: true, skipEmptyLines: true, allowRaggedRows: true, mixedLineEnds: true };

/**
 * Reads a table with a header (RFC 4180). The separator is declared by a first line such as `sep=;`; otherwise it is the one that splits
 * the header into the most known columns (if equal, the most columns). Spaces around fields are trimmed; rows of empty fields are skipped.
 *
 * @param isKnown whether a column name is known
 */
export function readCsvTable(utf8: Buffer, isKnown: (name: string) => boolean): CsvTable {
  const head = utf8.toString('utf8', 0, 65_536);
  const [declaration = '', declared] = /^"?sep=(\\t|[^\n\r"])"?(?:\r\n|\n|\r)/i.exec(head) ?? [];
  const delimiter = declared === undefined ? detectSeparator(head, isKnown) : declared === '\\t' ? '\t' : declared;
  const rows = readRecords(utf8.subarray(Buffer.byteLength(declaration)), delimiter, declaration ? 1 : 0);
  return { separatedBy: separators.get(delimiter) ?? JSON.stringify(delimiter), rows };
}

function detectSeparator(head: string, isKnown: (name: string) => boolean): string {
  const scores = [...separators.keys()].map((delimiter) => {
    const names = headerOf(head, delimiter);
    return { delimiter, score: 1000 * names.filter(isKnown).length + names.length };
  });
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

function headerOf(head: string, delimiter: string): string[] {
  try {
    return parseCsv(head, { ...dialect, delimiter }, 1)[0] ?? [];
  } catch {
    return [];
  }
}

const chunkBytes = 65_536;

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
}

async function* readRecords(utf8: Buffer, delimiter: string, linesBefore: number): AsyncGenerator<ManifestRow | ManifestProblem> {
  let names: readonly string[] | undefined;
  let [numFields, namesLine] = [0, 0];
  try {
    for await (const row of readCsv(chunksOf(utf8), { ...dialect, delimiter })) {
      const [line, record] = [row.line + linesBefore, row.cells];
      if (record.every((cell) => cell === '')) continue;
      if (!names) {
        names = record;
        namesLine = line;
        numFields = record.findLastIndex((name) => name !== '') + 1;
      } else if (record.length < numFields || record.findLastIndex((cell) => cell !== '') >= names.length) {
        yield wrongCount(line, record, names.length);
      } else yield { line, namesLine, names, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isOpenQuote = error.code === 'CSV_QUOTE_NOT_CLOSED'; // reported at the end of the file, although it starts after the last row
    const line = isOpenQuote ? utf8.toString('utf8', 0, error.endOfRows).split(/\r\n?|\n/).length : error.line;
    yield toProblem(error, line + linesBefore);
    return;
  }
  if (!names) yield { line: 1, column: '', value: '', rule: 'a header line', remedy: 'Start the manifest with: id,split,label,group,image,audio,text' }; // prettier-ignore
}

const wrongCount = (line: number, record: readonly string[], numColumns: number): ManifestProblem => ({
  line,
  column: '',
  value: `${record.length}: ${record.join(' | ')}`,
  rule: `${numColumns} fields, as in the header`,
  remedy: 'Enclose fields that contain separators, quotation marks or line breaks in quotation marks.',
});

function toProblem({ code, message, value = '' }: CsvError, line: number): ManifestProblem {
  const [rule, remedy] = quoteRules.get(code) ?? [`a table as specified in RFC 4180 (${message})`, 'Export it again.'];
  return { line, column: '', value, rule, remedy };
}

const quoteRules: ReadonlyMap<string, readonly [rule: string, remedy: string]> = new Map([
  [
    'CSV_INVALID_CLOSING_QUOTE',
    [
      'a separator or a line end after the quotation mark that closes a field',
      'Double the quotation marks inside a field: "say ""hi""", not "say \\"hi\\"".',
    ],
  ],
  [
    'INVALID_OPENING_QUOTE',
    ['quotation marks only in fields that are enclosed in quotation marks', 'Write 5" as "5""".'],
  ],
  ['CSV_QUOTE_NOT_CLOSED', ['a closing quotation mark', 'Close the field, or double the quotation mark if it is part of the text.']],
]); // prettier-ignore
