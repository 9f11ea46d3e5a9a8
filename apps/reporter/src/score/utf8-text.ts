import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';
import { UsageError } from '../usage-error.ts';

/**
 * Bytes of a file in, its text out, in UTF-8 alone: other encodings would turn different letters into the same replacement character, and
 * so different labels into one.
 *
 * @param name of the file, for the error
 */
export function utf8Text(name: string): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  const decode = (bytes: Uint8Array | undefined): string => {
    const text = decodedBy(decoder, bytes);
    if (text === undefined) throw refusal(name, `other bytes on line ${line + linesBeforeInvalid(bytes)}`, encodingOf(bytes));
    const nul = text.indexOf('\0');
    if (nul >= 0) throw refusal(name, `a NUL byte on line ${line + numLineEnds(text.slice(0, nul))}`, 'It may be UTF-16, or no text.');
    line += numLineEnds(text);
    return text;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(() => decode(chunk), done);
    },
    flush(done) {
      attempt(() => decode(undefined), done);
    },
  });
}

function attempt(decode: () => string, done: (error: Error | null, text?: string) => void): void {
  let text: string;
  try {
    text = decode();
  } catch (error) {
    return done(error as Error);
  }
  done(null, text);
}

/** Undefined where the bytes are no UTF-8. @param bytes undefined at the end of the file */
function decodedBy(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    return undefined;
  }
}

const numLineEnds = (text: string) => text.split('\n').length - 1;

/** How many whole lines of some bytes can be read; the first may begin within a character. */
function linesBeforeInvalid(bytes: Uint8Array = Buffer.alloc(0)): number {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^[\x80-\xbf]*/, '')
    .split('\n');
  const invalid = lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  return invalid < 0 ? lines.length - 1 : invalid;
}

const encodingOf = (bytes: Uint8Array | undefined) =>
  bytes && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    ? 'It looks like UTF-16.'
    : 'It may be Windows-1252 or Latin-1, as spreadsheets write.';

const refusal = (name: string, got: string, guess: string) =>
  new UsageError(`score: expected UTF-8 in ${name}, got ${got}. ${guess} Save it as CSV in UTF-8.`);
