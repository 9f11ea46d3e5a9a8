import { CsvError, readCsv, type CsvRow } from '@mmae/csv';
import { InputError } from '@mmae/input';
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Streams the rows of a CSV file (RFC 4180, UTF-8), the header first. Every row has as many cells as the header.
 *
 * @throws InputError for another encoding or separator, or a row of another length
 */
export async function* csvRows(file: string): AsyncGenerator<CsvRow> {
  const text = utf8Decoder(file);
  pipeline(createReadStream(file), text).catch(() => undefined); // the loop below throws the same error
  let width: number | undefined;
  try {
    for await (const { line, cells } of readCsv(text, { allowRaggedRows: true })) {
      if (width === undefined) checkSeparator(file, cells);
      width ??= cells.length;
      checkWidth(file, line, cells, width);
      yield { line, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`score: expected RFC 4180 in ${file}, got: ${error.message}. Quote cells that hold commas, quotes or newlines.`);
  }
}

function checkSeparator(file: string, header: readonly string[]): void {
  if (header.length > 1) return;
  const other = [';', '\t', '|'].find((separator) => header[0].includes(separator));
  if (other === undefined) return;
  const name = { ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' }[other];
  throw new InputError(
    `score: expected columns separated by commas in ${file}, got ${name}. Save it as CSV with commas and decimal points.`,
  );
}

function checkWidth(file: string, line: number, cells: readonly string[], width: number): void {
  if (cells.length === width || (cells.length === 1 && cells[0] === '')) return;
  throw new InputError(
    `score: expected ${width} ${width === 1 ? 'column' : 'columns'} on line ${line} of ${file}, as in its header, got ${cells.length}. Quote cells that hold commas.`,
  );
}

/**
 * Decodes bytes as UTF-8 and nothing else: decoding another encoding would replace different letters by the same character, and so merge
 * different labels.
 *
 * @param file named in errors
 */
function utf8Decoder(file: string): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  const decode = (bytes: Uint8Array | undefined): string => {
    const text = tryDecode(decoder, bytes);
    if (text === undefined) throw notUtf8(file, `other bytes on line ${line + linesBeforeInvalid(bytes)}`, guessEncoding(bytes));
    const nul = text.indexOf('\0');
    if (nul >= 0) throw notUtf8(file, `a NUL byte on line ${line + numLineEnds(text.slice(0, nul))}`, 'It may be UTF-16 or binary.');
    line += numLineEnds(text);
    return text;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      pass(() => decode(chunk), done);
    },
    flush(done) {
      pass(() => decode(undefined), done);
    },
  });
}

/** Hands the decoded text, or the error, to the stream. */
function pass(decode: () => string, done: (error: Error | null, text?: string) => void): void {
  let text: string;
  try {
    text = decode();
  } catch (error) {
    return done(error as Error);
  }
  done(null, text);
}

/** Undefined for invalid UTF-8. @param bytes undefined at the end of the file */
function tryDecode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    return undefined;
  }
}

const numLineEnds = (text: string) => text.split('\n').length - 1;

/** The number of valid lines before the first invalid one. The first line may start in the middle of a character. */
function linesBeforeInvalid(bytes: Uint8Array = Buffer.alloc(0)): number {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^[\x80-\xbf]*/, '')
    .split('\n');
  const invalid = lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  return invalid < 0 ? lines.length - 1 : invalid;
}

const guessEncoding = (bytes: Uint8Array | undefined) =>
  bytes && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    ? 'It looks like UTF-16.'
    : 'It may be Windows-1252 or Latin-1, as spreadsheets write.';

const notUtf8 = (file: string, got: string, guess: string) =>
  new InputError(`score: expected UTF-8 in ${file}, got ${got}. ${guess} Save it as CSV in UTF-8.`);
