import { parse, CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import { ManifestError } from './manifest-error.ts';

/** One row of a manifest: its line in the file, and its columns as strings. */
export interface ManifestRow {
  readonly line: number;
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Rows of a manifest, streamed: RFC 4180 with a header for `.csv`, one object a line for `.jsonl`; UTF-8, with or without a byte order mark.
 *
 * @throws ManifestError where the file cannot be read as what it says it is
 */
export async function* readRows(file: string): AsyncGenerator<ManifestRow> {
  yield* file.endsWith('.jsonl') ? readJsonl(file) : readCsv(file);
}

async function* readCsv(file: string): AsyncGenerator<ManifestRow> {
  let header: string[] | undefined;
  const rows = parse({ bom: true, info: true, skip_empty_lines: true });
  const reading = pipeline(createReadStream(file), rejectInvalidUtf8, rows);
  reading.catch(() => undefined); // the same error reaches the loop below
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (!header) header = checkHeader(file, record);
      else yield { line: info.lines, columns: toColumns(header, record) };
    }
  } catch (error) {
    throw toManifestError(file, error);
  }
  if (!header) throw problem(file, 1, '', '', 'a header line', 'Begin the manifest with: id,split,label,group,image,audio,text');
}

function checkHeader(file: string, header: string[]): string[] {
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined) throw problem(file, 1, repeated, repeated, 'every column once', 'Rename or remove one of the two.');
  return header;
}

const toColumns = (header: readonly string[], record: readonly string[]) => Object.fromEntries(header.map((name, i) => [name, record[i]]));

async function* readJsonl(file: string): AsyncGenerator<ManifestRow> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    const content = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (content.trim() !== '') yield { line, columns: parseJsonLine(file, line, content) };
  }
}

function parseJsonLine(file: string, line: number, content: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(file, line, '', content, 'one JSON object a line', 'Write each sample as one object on a line of its own.');
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toText(file, line, key, entry)]));
}

function toText(file: string, line: number, key: string, entry: unknown): string {
  if (entry === null || entry === undefined) return '';
  if (typeof entry === 'object') {
    throw problem(file, line, key, JSON.stringify(entry), 'a string, a number or null', 'Flatten it, or remove the key.');
  }
  return String(entry);
}

async function* rejectInvalidUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function toManifestError(file: string, error: unknown): unknown {
  if (error instanceof CsvError) {
    const { lines = 0, record = [] } = error as CsvError & { lines?: number; record?: string[] };
    return problem(
      file,
      lines,
      '',
      record.join(','),
      `RFC 4180 with as many fields as the header (${error.message})`,
      'Quote fields that hold commas, quotes or newlines.',
    );
  }
  if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return problem(file, 0, '', '', 'UTF-8', 'Save the manifest as UTF-8.');
  }
  return error;
}

const problem = (file: string, line: number, column: string, value: string, rule: string, remedy: string) =>
  new ManifestError(file, [{ line, column, value, rule, remedy }]);
