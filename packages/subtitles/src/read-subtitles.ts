import { decode, encodingOf, isLfsPointer } from '@mmae/files';
import { InputError, toPrintable } from '@mmae/input';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { withoutRepeats, type Cue } from './cues.ts';
import { languageOfName, languageTag } from './language-tag.ts';
import { hasBracketLine, hasTimeLine, readTimeLines, readTranscript } from './formats/srt-vtt.ts';
import { isStl, readStl } from './formats/stl.ts';
import { damageRemarks, type CuesRead, type SubtitleFormat, type Subtitles } from './subtitles.ts';
import { readTtml } from './formats/ttml.ts';

/** In bytes; a feature film's subtitles take 0.1 MB, with images 20 MB. */
const maxBytes = 2 ** 26;

/**
 * Reads a file of subtitles. Its format is recognized by its content, its language may be part of its name: `film.de.srt`.
 *
 * @param path of an existing file
 * @throws InputError if it has no subtitles, is not text of a known encoding, is a Git LFS pointer or exceeds 64 MiB
 */
export async function readSubtitles(path: string): Promise<Subtitles> {
  const name = toPrintable(basename(path));
  const { size } = await stat(path);
  if (size > maxBytes) throw refusal(`at most ${maxBytes} bytes`, `${name} of ${size} bytes`, 'Split it.');
  const bytes = await readFile(path);
  if (isLfsPointer(bytes)) throw refusal('subtitles', `${name}, a Git LFS pointer`, 'Run git lfs pull.');
  const subtitles = parseSubtitles(bytes, undefined, basename(path));
  const language = subtitles.language ?? languageOfName(basename(path));
  return { ...subtitles, ...(language && { language }) };
}

/**
 * Reads subtitles from memory. Damaged cues are skipped and counted in `remarks`; lines that automatic captions repeat are taken once.
 *
 * @param content the bytes of a file, or its text
 * @param format by default, as the content shows
 * @param name of the file, for errors; `.vtt` also decides between WebVTT and SRT where the content does not
 * @throws InputError if a format is not given and none is recognized, or if the encoding is unknown
 */
export function parseSubtitles(content: Uint8Array | string, format?: SubtitleFormat, name = 'subtitles'): Subtitles {
  if (typeof content !== 'string' && (format === 'stl' || (!format && isStl(content)))) {
    if (!isStl(content)) throw refusal('EBU STL with STL25.01 at offset 3', toPrintable(name), 'Export it again.');
    return toSubtitles('stl', readStl(content));
  }
  const decoded = typeof content === 'string' ? { text: content.replace(/^\ufeff/, ''), encoding: 'UTF-8' } : decodeText(content);
  if ('problem' in decoded) throw refusal('text', `${toPrintable(name)}: ${decoded.problem}`, 'Save it as UTF-8.');
  const lines = decoded.text.split(/\r\n?|\n/);
  const found = format ?? formatOfText(decoded.text, lines, name);
  if (found === undefined || found === 'stl') {
    throw refusal('SRT, WebVTT, TTML or EBU STL', `${toPrintable(name)} without times`, 'Export it again as SRT, with times.');
  }
  return toSubtitles(found, { ...readers[found](decoded.text, lines), encoding: decoded.encoding });
}

/** The format that the bytes of a file show, or its first bytes; undefined if they are not subtitles, or of an unknown encoding. */
export function subtitleFormat(bytes: Uint8Array, name = ''): SubtitleFormat | undefined {
  if (isStl(bytes)) return 'stl';
  const decoded = decodeText(bytes);
  return 'problem' in decoded ? undefined : formatOfText(decoded.text, decoded.text.split(/\r\n?|\n/), name);
}

const readers: Readonly<Record<Exclude<SubtitleFormat, 'stl'>, (text: string, lines: readonly string[]) => CuesRead>> = {
  srt: (_, lines) => readTimeLines(lines, 'srt'),
  vtt: (_, lines) => readTimeLines(lines, 'vtt'),
  ttml: readTtml,
  transcript: (_, lines) => readTranscript(lines),
};

const refusal = (rule: string, got: string, remedy: string) => new InputError(`readSubtitles: expected ${rule}, got ${got}. ${remedy}`);

function formatOfText(text: string, lines: readonly string[], name: string): SubtitleFormat | undefined {
  if (/^\s*WEBVTT/.test(text)) return 'vtt';
  if (/^\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:[\w-]+:)?tt[\s>]/s.test(text)) return 'ttml';
  if (hasBracketLine(lines)) return 'transcript';
  if (hasTimeLine(lines)) return /\.vtt$/i.test(name) ? 'vtt' : 'srt';
  return undefined;
}

/** XML may declare an encoding that cannot be detected. */
function decodeText(bytes: Uint8Array): { text: string; encoding: string } | { problem: string } {
  const found = encodingOf(bytes);
  if ('encoding' in found) return { text: decode(bytes, found.encoding), encoding: found.encoding };
  const [, declared] =
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1')) ?? [];
  try {
    if (declared && !/^utf/i.test(declared)) return { text: new TextDecoder(declared, { fatal: true }).decode(bytes), encoding: declared };
  } catch {
    // an unknown encoding, or bytes that are invalid in it
  }
  return found;
}

function toSubtitles(format: SubtitleFormat, read: CuesRead & { readonly encoding: string }): Subtitles {
  const { cues, damages, remarks = [], clock = 'film', encoding } = read;
  const language = read.language && languageTag(read.language);
  const inOrder = cues.map(rounded).sort((a, b) => a.fromSeconds - b.fromSeconds);
  return {
    ...{ format, encoding, ...(language && { language }), cues: withoutRepeats(inOrder), clock },
    remarks: [...damageRemarks(damages), ...remarks],
  };
}

/** Times in whole microseconds, without the errors of binary fractions. */
const rounded = (cue: Cue): Cue => ({ ...cue, fromSeconds: toMicroseconds(cue.fromSeconds), toSeconds: toMicroseconds(cue.toSeconds) });

const toMicroseconds = (seconds: number) => Math.round(seconds * 1e6) / 1e6;
