import { extname } from 'node:path';
import { findMediaFile } from '../files/media-file.ts';
import { UnusableMediaError, type Media, type Modality, type Skipped } from '../sample.ts';
import { readTextFile, textExtensions } from '../files/text-file.ts';

/** A sample whose text cells may be paths. */
export interface TextCells {
  readonly id: string;
  readonly media: Readonly<Record<Modality, Media>>;
}

/** The texts read from the files that text cells name. */
export interface TextsRead {
  /** by sample and modality, the text that replaces the path; undefined if the file could not be used */
  readonly texts: ReadonlyMap<TextCells, ReadonlyMap<Modality, string | undefined>>;
  readonly skipped: readonly Skipped[];
  readonly encodings: readonly string[];
}

/** Subtitle formats that are not supported: a cell that ends in one of these is a path, not a text. */
const otherSubtitles: readonly string[] = ['.sub', '.ass', '.ssa', '.sbv', '.smi', '.lrc'];
/** Extensions that may also end a sentence or a URL: such a cell is a path only if the file exists. */
const documents: readonly string[] = ['.xml', '.json', '.html', '.htm', '.md', '.pdf', '.doc', '.docx', '.odt', '.rtf'];

const maxOpenFiles = 32;

/**
 * Reads the files that text cells name. A cell is a path if it is a single line with the extension of a text or subtitle file and either
 * exists in the root or contains no spaces. If the file cannot be read, the sample lacks that text and is listed in `skipped`.
 */
export async function readTextCells(samples: readonly TextCells[], mediaRoot: string): Promise<TextsRead> {
  const named = samples.flatMap((sample) =>
    Object.entries(sample.media).flatMap(([modality, media]) => (media.kind === 'text' && mayBePath(media.text) ? [{ sample, modality, cell: media.text }] : [])),
  ); // prettier-ignore
  const texts = new Map<TextCells, Map<Modality, string | undefined>>();
  const skipped: Skipped[] = [];
  const encodings: string[] = [];
  for (let start = 0; start < named.length; start += maxOpenFiles) {
    const chunk = named.slice(start, start + maxOpenFiles);
    const read = await Promise.all(chunk.map(({ cell }) => readCell(cell, mediaRoot)));
    for (const [i, result] of read.entries()) {
      if (result === undefined) continue;
      const { sample, modality, cell } = chunk[i];
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

/** Whether a cell must be a path, even if no such file exists. */
const isPath = (cell: string) => !documents.includes(extensionOf(cell)) && (/[/\\]/.test(cell) || !/\s/.test(cell.trim()));

/** @returns undefined for a text that merely ends like a file name */
async function readCell(cell: string, mediaRoot: string): Promise<{ text: string; encoding: string } | { reason: string } | undefined> {
  try {
    const { path } = findMediaFile(mediaRoot, toMediaPath(cell));
    if (textExtensions.includes(extensionOf(cell))) return await readTextFile(path);
    return { reason: `unsupported: ${cell} is not ${textExtensions.join(', ')}. Convert it, subtitles to .srt.` };
  } catch (error) {
    const reason = error instanceof UnusableMediaError ? error.message : `unreadable: ${(error as Error).message}`;
    return /^(missing|not a path|outside)/.test(reason) && !isPath(cell) ? undefined : { reason };
  }
}

/** A path of a manifest with forward slashes: it may have been written on Windows. */
export const toMediaPath = (cell: string): string => cell.trim().replaceAll('\\', '/');
