import { isLfsPointer } from '@mmae/files';
import { decodeHTML } from 'entities';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UnusableMediaError } from '../sample.ts';
import { knownFileType } from './file-type.ts';
import { decode, encodingOf, type Encoding } from './text-encoding.ts';

/** The text of a file. */
export interface TextFile {
  readonly text: string;
  readonly encoding: Encoding;
}

/** Extensions of the files that `readTextFile` reads. */
export const textExtensions: readonly string[] = ['.txt', '.srt', '.vtt'];

/** In bytes; a long novel takes 3 MB. */
const maxBytes = 2 ** 24;

/**
 * Reads the words of a text or subtitle file. Subtitles (`.srt`, `.vtt`) lose their numbers, times and tags; other texts are kept, with `\n` as
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
  const found = encodingOf(bytes);
  if ('problem' in found) throw unusable('undecodable', `${name} is ${describeProblem(bytes, found.problem)}. Save it as UTF-8.`);
  const text = wordsOf(decode(bytes, found.encoding), path);
  if (text === undefined) throw unusable('no subtitles', `${name} has no time stamps. Rename a plain text to .txt.`);
  if (text === '') throw unusable('empty', `${name} has no words. Add some, or leave the cell empty.`);
  return { text, encoding: found.encoding };
}

function wordsOf(text: string, path: string): string | undefined {
  const extension = extname(path).toLowerCase();
  if (extension === '.srt' || extension === '.vtt') return subtitleWords(text, extension === '.srt' ? 'srt' : 'vtt');
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

/** For binary data, the file type if it is known. */
function describeProblem(bytes: Uint8Array, problem: string): string {
  const known = problem.startsWith('binary') ? knownFileType(bytes.subarray(0, 64)) : undefined;
  return known ? `${known.description}, not a text` : problem;
}

const unusable = (cause: string, sentence: string) => new UnusableMediaError(`${cause}: ${sentence}`);

const timeLine = /^\s*(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->/;

/**
 * The words of subtitles: all cues, joined by spaces, without numbers, times, tags, voices, positions, comments and styles. Automatic WebVTT
 * captions repeat the last line of a cue as the first line of the next; it is taken once.
 *
 * @returns undefined if the text contains no times, and therefore no subtitles
 */
function subtitleWords(text: string, format: 'srt' | 'vtt'): string | undefined {
  const lines = text.split(/\r\n?|\n/);
  if (!lines.some((line) => timeLine.test(line))) return undefined;
  const cueLines: string[] = [];
  let inCue = false;
  for (const [i, line] of lines.entries()) {
    const isBlank = line.trim() === '';
    if (timeLine.test(line)) inCue = true;
    else if (isBlank)
      inCue &&= format === 'srt'; // SRT cues may contain blank lines
    else if (inCue && !isCueNumber(lines, i)) cueLines.push(line);
  }
  const spoken = withoutMarkup(cueLines.join('\n')).split('\n');
  return spoken.filter((line, i) => line !== '' && !(format === 'vtt' && line === spoken[i - 1])).join(' ');
}

/** Whether a line is the number of a cue, above its times. */
const isCueNumber = (lines: readonly string[], i: number) => /^\s*\d+\s*$/.test(lines[i]) && timeLine.test(lines[i + 1] ?? '');

/** Removes `<i>`, `<v Ann>`, `<00:01.000>` and `{\an8}`, decodes `&amp;`, and trims each line. */
function withoutMarkup(text: string): string {
  const untagged = text.replaceAll(/<(?:\/?[a-z][^<>]*|[\d:.]+)>|\{\\[^{}]*\}/gi, '');
  return decodeHTML(untagged)
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/[\u200e\u200f]/g, '')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .join('\n');
}
