import { extname } from 'node:path';
import { findMediaFile } from './media-file.ts';
import { UnusableMediaError, type Media, type Modality, type Skipped } from './sample.ts';
import type { Encoding } from './text-encoding.ts';
import { readTextFile, textExtensions } from './text-file.ts';

/** A sample whose texts may be paths of files. */
export interface TextCells {
  readonly id: string;
  readonly media: Readonly<Record<Modality, Media>>;
}

/** What was read of files that text cells name. */
export interface TextsRead {
  /** by sample and modality, the words in place of the path; undefined where the file could not be used */
  readonly texts: ReadonlyMap<TextCells, ReadonlyMap<Modality, string | undefined>>;
  readonly skipped: readonly Skipped[];
  readonly encodings: readonly Encoding[];
}

/** Subtitle formats that are not read: a cell that ends like this is no text either. */
const otherSubtitles: readonly string[] = ['.sub', '.ass', '.ssa', '.sbv', '.ttml', '.dfxp', '.stl', '.smi', '.lrc'];
/** Formats whose names also end sentences and URLs: such a cell is taken for a path only where the file exists. */
const documents: readonly string[] = ['.xml', '.json', '.html', '.htm', '.md', '.pdf', '.doc', '.docx', '.odt', '.rtf'];

const filesAtOnce = 32;

/**
 * Reads the text files that text cells name: one line that ends like a text or subtitle file, and is a file inside the root, or has no spaces
 * as a sentence would. The words of such a file are the text; where it cannot be read, the sample lacks that text and is named.
 */
export async function readTextCells(samples: readonly TextCells[], mediaRoot: string): Promise<TextsRead> {
  const named = samples.flatMap((sample) =>
    Object.entries(sample.media).flatMap(([modality, media]) => (media.kind === 'text' && mayBePath(media.text) ? [{ sample, modality, cell: media.text }] : [])),
  ); // prettier-ignore
  const texts = new Map<TextCells, Map<Modality, string | undefined>>();
  const skipped: Skipped[] = [];
  const encodings: Encoding[] = [];
  for (let start = 0; start < named.length; start += filesAtOnce) {
    const piece = named.slice(start, start + filesAtOnce);
    const read = await Promise.all(piece.map(({ cell }) => readCell(cell, mediaRoot)));
    for (const [i, result] of read.entries()) {
      if (result === undefined) continue;
      const { sample, modality, cell } = piece[i];
      texts.set(
        sample,
        (texts.get(sample) ?? new Map<Modality, string | undefined>()).set(modality, 'text' in result ? result.text : undefined),
      );
      if ('text' in result) encodings.push(result.encoding);
      else skipped.push({ id: sample.id, modality, file: cell, reason: result.reason });
    }
  }
  return { texts, skipped, encodings };
}

const extensionOf = (cell: string) => extname(cell.trim()).toLowerCase();

const mayBePath = (cell: string) =>
  cell.length < 1024 && !/[\n\r]/.test(cell.trim()) && [...textExtensions, ...otherSubtitles, ...documents].includes(extensionOf(cell));

/** Whether a cell is a path even where no such file exists. */
const isPath = (cell: string) => !documents.includes(extensionOf(cell)) && (/[/\\]/.test(cell) || !/\s/.test(cell.trim()));

/** @returns undefined for a text that only ends like the name of a file */
async function readCell(cell: string, mediaRoot: string): Promise<{ text: string; encoding: Encoding } | { reason: string } | undefined> {
  try {
    const { path } = findMediaFile(mediaRoot, toMediaPath(cell));
    if (textExtensions.includes(extensionOf(cell))) return await readTextFile(path);
    return { reason: `not read: ${cell} is no ${textExtensions.join(', ')}. Convert it, for subtitles to .srt.` };
  } catch (error) {
    const reason = error instanceof UnusableMediaError ? error.message : `unreadable: ${(error as Error).message}`;
    return /^(missing|not a path|outside)/.test(reason) && !isPath(cell) ? undefined : { reason };
  }
}

/** A path of a manifest, which may have been written on Windows. */
export const toMediaPath = (cell: string): string => cell.trim().replaceAll('\\', '/');
