// LUMA's lists of clips and texts: CSV and TSV files with a header.
import { CsvError, readCsv } from '@mmae/csv';
import { createReadStream } from 'node:fs';
import { expectRealFile, LumaError } from './luma-file.ts';

/** One spoken word. */
export interface ClipRow {
  /** relative to the folder `audio` */
  readonly path: string;
  /** the spoken word; the name of the clip's folder may differ ("man_2") */
  readonly label: string;
  /** what the speech recognizer of LUMA's authors understood; empty if the list does not say */
  readonly heard: string;
  /** the path of a noisy copy, relative to the folder `audio`; empty if there is none */
  readonly noisyPath: string;
}

export interface TextRow {
  readonly text: string;
  readonly label: string;
}

/** The clips of a `datalist*.csv`, in its order. @throws LumaError as `readTable` */
export async function readClips(file: string): Promise<ClipRow[]> {
  const clips: ClipRow[] = [];
  for await (const { path, label, tts_label: heard = '', noisy_path: noisyPath = '' } of readTable(file, ['path', 'label'])) {
    clips.push({ path, label, heard, noisyPath });
  }
  return clips;
}

/** The texts of a `text_data*.tsv`, in its order. @throws LumaError as `readTable` */
export async function readTexts(file: string): Promise<TextRow[]> {
  const texts: TextRow[] = [];
  for await (const { text, label } of readTable(file, ['text', 'label'])) texts.push({ text: fromPythonList(text), label });
  return texts;
}

/**
 * The text in a list of one, as LUMA's tool writes texts with noise: "['It is.']" becomes "It is.". Other texts are returned unchanged.
 */
function fromPythonList(text: string): string {
  const [, quote, inner] = /^\[(['"])(.*)\1\]$/s.exec(text) ?? [];
  if (quote === undefined || hasUnescaped(quote, inner)) return text;
  return inner.replaceAll(/\\(['"\\nrt])/g, (_, escaped: string) => ({ n: '\n', r: '\r', t: '\t' })[escaped] ?? escaped);
}

/** A list of several strings has unescaped quotes inside. */
const hasUnescaped = (quote: string, text: string) => text.replaceAll(/\\./gs, '').includes(quote);

/** A row by column name. The column that pandas writes first, without a name, is `''`. */
type TableRow = Readonly<Record<string, string>>;

/**
 * Streams the rows of a `.tsv` or `.csv` file (RFC 4180: quoted texts may contain tabs, line breaks and doubled quotes).
 *
 * @param columns that the header must contain, in any order
 * @throws LumaError if the file is missing, a Git LFS pointer, lacks a column, or is not such a table
 */
async function* readTable(file: string, columns: readonly string[]): AsyncGenerator<TableRow> {
  await expectRealFile(file);
  const delimiter = file.endsWith('.tsv') ? '\t' : ',';
  let header: readonly string[] | undefined;
  try {
    for await (const { cells } of readCsv(createReadStream(file), { delimiter, skipEmptyLines: true })) {
      if (header) yield Object.fromEntries(header.map((name, i) => [name, cells[i]]));
      else header = checkHeader(file, cells, columns);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new LumaError(`readTable: expected RFC 4180, got ${error.message} in ${file}. Fetch it again.`);
  }
  if (!header) throw new LumaError(`readTable: expected a header with ${columns.join(', ')}, got an empty file ${file}. Fetch it again.`);
}

function checkHeader(file: string, header: readonly string[], columns: readonly string[]): readonly string[] {
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  throw new LumaError(
    `readTable: expected a column ${missing.join(', ')}, got ${JSON.stringify(header)} in ${file}. Check that this is LUMA's own file.`,
  );
}
