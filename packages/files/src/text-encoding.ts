import { isUtf8 } from 'node:buffer';

/** A text encoding, by its usual name. */
export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

/** The encoding of some bytes, or why it could not be determined. */
export type EncodingFound = { readonly encoding: Encoding } | { readonly problem: string };

/**
 * Detects the encoding of a text: by its byte order mark; as UTF-16 by its zero bytes; as UTF-8 if the bytes are valid UTF-8; and as
 * Windows-1252 (which is what is meant by Latin-1 in practice) if the result reads like a Western European language.
 */
export function encodingOf(bytes: Uint8Array): EncodingFound {
  const starts = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) return { problem: 'UTF-32' };
  if (starts(0xff, 0xfe)) return checkedUtf16(bytes, 'UTF-16LE');
  if (starts(0xfe, 0xff)) return checkedUtf16(bytes, 'UTF-16BE');
  if (bytes.includes(0)) return utf16OrProblem(bytes);
  return isUtf8(bytes) ? { encoding: 'UTF-8' } : windows1252OrProblem(bytes);
}

/** Decodes bytes of a known encoding; a byte order mark is removed. */
export const decode = (bytes: Uint8Array, encoding: Encoding): string =>
  encoding === 'Windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);

/** In UTF-16, half the bytes of an ASCII text are zeros, all at even or all at odd offsets; in Chinese, only line ends and commas are ASCII. */
function utf16OrProblem(bytes: Uint8Array): EncodingFound {
  const head = bytes.subarray(0, 4096);
  const numZeros = [0, 0];
  head.forEach((byte, i) => (numZeros[i % 2] += byte === 0 ? 1 : 0));
  const [even, odd] = numZeros;
  const minZeros = (isUtf8(bytes) ? 0.25 : 0.005) * head.length;
  const found = even > 0 !== odd > 0 && even + odd >= minZeros && checkedUtf16(bytes, odd > 0 ? 'UTF-16LE' : 'UTF-16BE');
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

/** Bytes at the start of a text that are checked for Windows-1252. */
const maxCheckedBytes = 2 ** 24;

function windows1252OrProblem(bytes: Uint8Array): EncodingFound {
  const checked = bytes.subarray(0, maxCheckedBytes);
  const text = decodeWindows1252(checked);
  // eslint-disable-next-line no-control-regex -- control characters that no text contains
  if (/[\x00-\x08\x0e-\x19\x1c-\x1f]/.test(text)) return { problem: 'binary data' };
  if (hasUtf8Sequences(checked) || hasUndefinedBytes(text) || !isWestern(text)) {
    return { problem: `not valid UTF-8 from line ${firstInvalidLine(checked)} on, and not clearly Windows-1252` };
  }
  return { encoding: 'Windows-1252' };
}

/** The line (from 1) with the first byte that is invalid in UTF-8; a replacement character already in the text counts as one. */
const firstInvalidLine = (bytes: Uint8Array) =>
  new TextDecoder()
    .decode(bytes)
    .split('\ufffd', 1)[0]
    .split(/\r\n?|\n/).length;

/** Whether the bytes contain sequences that are typical of UTF-8: "Ã¤" for ä, "â€“" for a dash, or many pairs that could be one. */
function hasUtf8Sequences(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/[\xc2\xc3][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/.test(text)) return true;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return 10 * count(/[\xc4-\xdf][\x80-\xbf]/g) > count(/[\x80-\xff]/g);
}

/** The characters of bytes 0x80 to 0x9f; five of them are undefined. */
const windows1252High = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Decodes Windows-1252. Written here because TextDecoder decodes it as Latin-1 in some versions of Node: without dashes and quotation marks. */
export const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (character) => windows1252High[character.charCodeAt(0) - 0x80]);

/** Whether a decoded text contains bytes that are undefined in Windows-1252. */
const hasUndefinedBytes = (text: string): boolean => /[\x81\x8d\x8f\x90\x9d]/.test(text);

/**
 * Whether a text that was decoded as Windows-1252 reads like a Western European language. Bytes of other code pages decode as well, but to
 * symbols inside words (Polish, Mac, DOS), words without an ASCII letter (Cyrillic, Greek, East Asian), or letters that no single language uses.
 */
function isWestern(text: string): boolean {
  const marked = text.match(/[\p{L}\u00a1-\u00bf]*[^\p{ASCII}\s][\p{L}\u00a1-\u00bf]*/gu) ?? [];
  const letters = text.toLowerCase().match(/(?!\p{ASCII})\p{L}/gu) ?? [];
  const share = (set: string) => letters.filter((letter) => set.includes(letter)).length / Math.max(1, letters.length);
  if (marked.filter(isImplausible).length > maxForeignShare * marked.length) return false;
  if (share('ðþý') > maxForeignShare && !(share(icelandic) > 1 - maxForeignShare && share('áíúæ') > 0)) return false; // Turkish, Czech, Baltic
  if (share('šž') > maxForeignShare && share('èæìøùð') > maxForeignShare) return false; // Slovene, Croatian
  const numTilded = text.match(/õ(?!e)/giu)?.length ?? 0; // Portuguese only has õe
  return !(numTilded > maxForeignShare * letters.length && share('áéíóú') > maxForeignShare); // Hungarian
}

/** The maximum share of words or letters that may come from foreign names. */
const maxForeignShare = 0.05;
const icelandic = 'áðéíóúýþæöø';

const implausibleWords: readonly RegExp[] = [
  /\p{L}[^\p{L}\p{ASCII}\s’‘´·\u00ad–—…«»“]\p{Ll}/u, // a symbol inside a word
  /\p{Ll}[^\P{Lu}\p{ASCII}]/u, // a capital letter after a small letter
  /^[^\p{ASCII}\s«»“”„‘’‹›¡¿–—…°€©®]{2,}$/u, // no ASCII letter
];

const isImplausible = (word: string) => implausibleWords.some((pattern) => pattern.test(word));
