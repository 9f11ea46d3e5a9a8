import { isUtf8 } from 'node:buffer';
import { isWestern } from './western.ts';
import { decodeWindows1252, hasUndefinedBytes } from './windows-1252.ts';

/** How the bytes of a text are read; named as people name it. */
export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

/** An encoding, or, where bytes are no text or may be of several encodings, what they are as far as it can be told. */
export type EncodingFound = { readonly encoding: Encoding } | { readonly problem: string };

/**
 * The encoding of a text: by its byte order mark, as UTF-16 by its zero bytes, as UTF-8 where it is valid, and as Windows-1252 (what Latin-1 is in
 * practice) where that reads like a Western European language.
 */
export function encodingOf(bytes: Uint8Array): EncodingFound {
  const starts = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) return { problem: 'UTF-32' };
  if (starts(0xff, 0xfe)) return checkedUtf16(bytes, 'UTF-16LE');
  if (starts(0xfe, 0xff)) return checkedUtf16(bytes, 'UTF-16BE');
  if (bytes.includes(0)) return utf16OrProblem(bytes);
  return isUtf8(bytes) ? { encoding: 'UTF-8' } : westernOrProblem(bytes);
}

/** The text of bytes whose encoding is known, without a byte order mark. */
export const decode = (bytes: Uint8Array, encoding: Encoding): string =>
  encoding === 'Windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);

/** Half of an ASCII text in UTF-16 is zeros, all of them on one side; of Chinese only a line end or a comma has some. */
function utf16OrProblem(bytes: Uint8Array): EncodingFound {
  const head = bytes.subarray(0, 4096);
  const numZeros = [0, 0];
  head.forEach((byte, i) => (numZeros[i % 2] += byte === 0 ? 1 : 0));
  const [even, odd] = numZeros;
  const leastZeros = (isUtf8(bytes) ? 0.25 : 0.005) * head.length;
  const found = even > 0 !== odd > 0 && even + odd >= leastZeros && checkedUtf16(bytes, odd > 0 ? 'UTF-16LE' : 'UTF-16BE');
  return found && 'encoding' in found ? found : { problem: `binary data (a zero byte at offset ${bytes.indexOf(0)})` };
}

function checkedUtf16(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): EncodingFound {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? { problem: 'binary data (a zero character)' } : { encoding };
  } catch {
    return { problem: `damaged ${encoding}` };
  }
}

/** The start of a text that other encodings are judged by, in bytes. */
const mostJudged = 2 ** 24;

function westernOrProblem(bytes: Uint8Array): EncodingFound {
  const judged = bytes.subarray(0, mostJudged);
  const text = decodeWindows1252(judged);
  // eslint-disable-next-line no-control-regex -- what no text has
  if (/[\x00-\x08\x0e-\x19\x1c-\x1f]/.test(text)) return { problem: 'binary data' };
  if (hasSomeUtf8(judged) || hasUndefinedBytes(text) || !isWestern(text)) {
    return { problem: `no valid UTF-8 from line ${firstInvalidLine(judged)} on, and not clearly Windows-1252` };
  }
  return { encoding: 'Windows-1252' };
}

/** The line, from 1, of the first byte that UTF-8 does not allow; a replacement character that was there before counts as one. */
const firstInvalidLine = (bytes: Uint8Array) =>
  new TextDecoder()
    .decode(bytes)
    .split('\ufffd', 1)[0]
    .split(/\r\n?|\n/).length;

/** Whether characters are where UTF-8 would have put them: "Ã¤" for ä, "â€“" for a dash, or many pairs that might be. */
function hasSomeUtf8(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/[\xc2\xc3][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/.test(text)) return true;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return 10 * count(/[\xc4-\xdf][\x80-\xbf]/g) > count(/[\x80-\xff]/g);
}
