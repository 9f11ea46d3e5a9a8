import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { isLfsPointer } from '@mmae/files';
import { lookOf } from './file-look.ts';
import { UnusableMediaError } from './sample.ts';
import { subtitleWords } from './subtitles.ts';
import { decode, encodingOf, type Encoding } from './text-encoding.ts';

/** A text that was in a file of its own. */
export interface TextFile {
  readonly text: string;
  readonly encoding: Encoding;
}

/** Names of files that `readTextFile` reads. */
export const textExtensions: readonly string[] = ['.txt', '.srt', '.vtt'];

/** A long novel has 3 MB. */
const mostBytes = 2 ** 24;

/**
 * The words of a text or subtitle file: `.srt` and `.vtt` without numbers, times and tags, anything else as it is, its ends trimmed and its line ends `\n`.
 *
 * @param path of a file that exists
 * @throws UnusableMediaError where it has no words, is no text, is of an encoding that cannot be told, or of more than 16 MiB
 */
export async function readTextFile(path: string): Promise<TextFile> {
  const name = basename(path);
  const { size } = await stat(path);
  if (size > mostBytes) throw unusable('too large', `${name} has ${size} bytes, a text has ${mostBytes} at most. Split it.`);
  const bytes = await readFile(path);
  if (isLfsPointer(bytes)) throw unusable('a Git LFS pointer', `${name} stands in for the text, which was not fetched. Run git lfs pull.`);
  const found = encodingOf(bytes);
  if ('problem' in found) throw unusable('undecodable', `${name} is ${problemOf(bytes, found.problem)}. Save it as UTF-8.`);
  const text = wordsOf(decode(bytes, found.encoding), path);
  if (text === undefined) throw unusable('no subtitles', `${name} has no line of times. Name a text .txt.`);
  if (text === '') throw unusable('empty', `${name} has no words. Write some, or empty the cell.`);
  return { text, encoding: found.encoding };
}

function wordsOf(text: string, path: string): string | undefined {
  const extension = extname(path).toLowerCase();
  if (extension === '.srt' || extension === '.vtt') return subtitleWords(text, extension === '.srt' ? 'srt' : 'vtt');
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

/** What a binary file looks like says more than that it is one. */
function problemOf(bytes: Uint8Array, problem: string): string {
  const look = lookOf(bytes.subarray(0, 64));
  return problem.startsWith('binary') && look.startsWith('a') ? `${look}, no text` : problem;
}

const unusable = (cause: string, sentence: string) => new UnusableMediaError(`${cause}: ${sentence}`);
