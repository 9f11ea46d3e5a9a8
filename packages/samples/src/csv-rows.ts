import { parse, CsvError } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { Readable } from 'node:stream';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestRow } from './manifest-rows.ts';

/** Between fields, in words. */
const separators: ReadonlyMap<string, string> = new Map([
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
]);

/** A table that was found in a text. */
export interface CsvTable {
  /** in words: "semicolons" */
  readonly separatedBy: string;
  readonly rows: AsyncGenerator<ManifestRow | ManifestProblem>;
}

const dialect = {
  bom: true,
  trim: true,
  skip_empty_lines: true,
  relax_column_count: true, // counted here, to say it in words
  record_delimiter: ['\r\n', '\n', '\r'],
};

/**
 * A table with a header: RFC 4180, with the separator that a first line `sep=;` declares, or else the one that splits the header into the most
 * columns that are asked for (then: the most columns). Spaces around fields are not part of them; rows of empty fields are skipped.
 *
 * @param isKnown whether a column of a name is asked for
 */
export function readCsv(utf8: Buffer, isKnown: (name: string) => boolean): CsvTable {
  const head = utf8.toString('utf8', 0, 65_536);
  const [declaration = '', said] = /^"?sep=(\\t|[^\n\r"])"?(?:\r\n|\n|\r)/i.exec(head) ?? [];
  const delimiter = said === undefined ? separatorOf(head, isKnown) : said === '\\t' ? '\t' : said;
  const rows = readRecords(utf8.subarray(Buffer.byteLength(declaration)), delimiter, declaration ? 1 : 0);
  return { separatedBy: separators.get(delimiter) ?? JSON.stringify(delimiter), rows };
}

function separatorOf(head: string, isKnown: (name: string) => boolean): string {
  const scores = [...separators.keys()].map((delimiter) => {
    const names = headerOf(head, delimiter);
    return { delimiter, score: 1000 * names.filter(isKnown).length + names.length };
  });
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

function headerOf(head: string, delimiter: string): string[] {
  try {
    return parseSync(head, { ...dialect, delimiter, to: 1 })[0] ?? [];
  } catch {
    return [];
  }
}

const bytesAtOnce = 65_536;

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += bytesAtOnce) yield bytes.subarray(start, start + bytesAtOnce);
}

async function* readRecords(utf8: Buffer, delimiter: string, linesBefore: number): AsyncGenerator<ManifestRow | ManifestProblem> {
  const records = Readable.from(pieces(utf8)).pipe(parse({ ...dialect, delimiter, info: true }));
  let names: string[] | undefined;
  let [numFields, namesLine] = [0, 0];
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = info.lines + linesBefore;
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
    const { code, lines = 0, bytes_records: end = 0 } = error as CsvError & CsvPlace;
    const line = code === 'CSV_QUOTE_NOT_CLOSED' ? utf8.toString('utf8', 0, end).split(/\r\n?|\n/).length : lines;
    yield toProblem(error as CsvError & CsvPlace, line + linesBefore);
    return;
  }
  if (!names) yield { line: 1, column: '', value: '', rule: 'a header line', remedy: 'Begin the manifest with: id,split,label,group,image,audio,text' }; // prettier-ignore
}

const wrongCount = (line: number, record: readonly string[], numColumns: number): ManifestProblem => ({
  line,
  column: '',
  value: `${record.length}: ${record.join(' | ')}`,
  rule: `${numColumns} fields, as many as the header has`,
  remedy: 'Put fields that hold separators, quotation marks or line ends in quotation marks.',
});

/** Of an error of csv-parse. */
interface CsvPlace {
  /** where the last whole record ends */
  readonly bytes_records?: number;
  readonly lines?: number;
  readonly field?: string;
  readonly record?: readonly string[];
}

function toProblem({ code, message, field, record = [] }: CsvError & CsvPlace, line: number): ManifestProblem {
  const [rule, remedy] = quoteRules.get(code) ?? [`a table by RFC 4180 (${message})`, 'Export it anew.'];
  return { line, column: '', value: field ?? record.join(' | '), rule, remedy };
}

const quoteRules: ReadonlyMap<string, readonly [rule: string, remedy: string]> = new Map([
  [
    'CSV_INVALID_CLOSING_QUOTE',
    [
      'a separator or the end of the line after the quotation mark that ends a field',
      'Double the quotation marks within a field: "say ""hi""", not "say \\"hi\\"".',
    ],
  ],
  [
    'INVALID_OPENING_QUOTE',
    ['quotation marks within a field that is in quotation marks itself, and doubled', 'Write 5" as "5""".'],
  ],
  ['CSV_QUOTE_NOT_CLOSED', ['a quotation mark at the end of each field that begins with one', 'Close it, or double it where it is part of the text.']],
]); // prettier-ignore
