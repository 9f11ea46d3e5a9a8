import { decode, encodingOf, isLfsPointer } from '@mmae/files';
import { parseSubtitles, subtitleFormat, toText } from '@mmae/subtitles';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UnusableMediaError } from '../sample.ts';
import { knownFileType } from './file-type.ts';

/** The text of a file. */
export interface TextFile {
  readonly text: string;
  /** such as `UTF-8`, `Windows-1252`, or of EBU STL `ISO 6937` */
  readonly encoding: string;
}

const subtitleExtensions: readonly string[] = ['.srt', '.vtt', '.ttml', '.dfxp', '.stl', '.xml'];

/** Extensions of the files that `readTextFile` reads; an `.xml` must be TTML. */
export const textExtensions: readonly string[] = ['.txt', ...subtitleExtensions];

/** In bytes; a long novel takes 3 MB. */
const maxBytes = 2 ** 24;

/**
 * Reads the words of a text or subtitle file. Of subtitles, only the text of the cues is kept, on one line; other texts are kept, with `\n` as
 * line ends and without surrounding white space.
 *
 * @param path of an existing file
 * @throws UnusableMediaError if the file has no words, is not text, has an unknown encoding or exceeds 16 MiB
 */
export async function readTextFile(path: string): Promise<TextFile> {
  const name = basename(path);
  const { size } = await stat(path);
  if (size > maxBytes) throw unusable('too large', `${name} has ${size} bytes, a text may have at most ${maxBytes}. Split it.`);
  const bytes = await readFile(path);
  if (isLfsPointer(bytes)) throw unusable('a Git LFS pointer', `${name} is a pointer to a text that was not downloaded. Run git lfs pull.`);
  const isSubtitles = subtitleExtensions.includes(extname(path).toLowerCase());
  const file = isSubtitles ? wordsOfSubtitles(bytes, name) : plainText(bytes, name);
  if (file.text === '') throw unusable('empty', `${name} has no words. Add some, or leave the cell empty.`);
  return file;
}

function plainText(bytes: Uint8Array, name: string): TextFile {
  const found = encodingOf(bytes);
  if ('problem' in found) throw unusable('undecodable', `${name} is ${describeProblem(bytes, found.problem)}. Save it as UTF-8.`);
  return { text: decode(bytes, found.encoding).replaceAll(/\r\n?/g, '\n').trim(), encoding: found.encoding };
}

function wordsOfSubtitles(bytes: Uint8Array, name: string): TextFile {
  const format = subtitleFormat(bytes, name);
  if (format === undefined) {
    plainText(bytes, name); // throws if the file is not text
    throw unusable('no subtitles', `${name} has no time stamps. Rename a plain text to .txt.`);
  }
  const { cues, encoding } = parseSubtitles(bytes, format, name);
  return { text: toText(cues), encoding };
}

/** For binary data, the file type if it is known. */
function describeProblem(bytes: Uint8Array, problem: string): string {
  const known = problem.startsWith('binary') ? knownFileType(bytes.subarray(0, 64)) : undefined;
  return known ? `${known.description}, not a text` : problem;
}

const unusable = (cause: string, sentence: string) => new UnusableMediaError(`${cause}: ${sentence}`);
