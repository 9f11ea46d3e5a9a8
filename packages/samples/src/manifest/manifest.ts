import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Media, Modality, Sample, Skipped, Split } from '../sample.ts';
import type { Draft } from './draft.ts';
import { ManifestError } from './manifest-error.ts';
import { readManifestFile, type ManifestFile } from './manifest-file.ts';
import { readDrafts } from './read-drafts.ts';
import { emptyTestRemarks, placeholderRemarks, textRemarks } from './remarks.ts';
import { assignSplits, shareGroupSplits } from './splits.ts';
import { readTextCells, type TextsRead } from './text-cells.ts';

export interface ManifestOptions {
  /** the media columns, and whether their cells are paths of files or texts */
  readonly modalities: Readonly<Record<Modality, 'file' | 'text'>>;
  /** known columns that the manifest calls by another name: `{ id: 'Signatur' }` */
  readonly columns?: Readonly<Record<string, string>>;
  /** the folder that paths are relative to; default: the folder of the manifest */
  readonly mediaRoot?: string;
  /** determines the splits of rows that name none */
  readonly seed: number;
  /** the split of all rows that name none, in place of a random one (new media for a trained run) */
  readonly onlySplit?: Split;
  /** keeps rows without media as samples, because their features were computed elsewhere; default: false */
  readonly allowRowsWithoutMedia?: boolean;
}

/** A manifest that was read. */
export interface Manifest {
  readonly file: string;
  /** the folder that media paths are relative to, symbolic links resolved */
  readonly mediaRoot: string;
  /** in the order of the manifest */
  readonly samples: readonly Sample[];
  /** rows without any media, and texts whose files could not be read */
  readonly skipped: readonly Skipped[];
  /** SHA-256 of the manifest and of the text files it names, equal for equal data */
  readonly fingerprint: string;
  /** messages to the author of the manifest about anything unusual: encoding, separator, column names, text files */
  readonly remarks: readonly string[];
}

/**
 * Reads a manifest and assigns a split to every sample. Text cells that name a text or subtitle file are replaced by its text. Other media
 * files are not opened: `findMediaFile` and the extractors report their problems.
 *
 * @param path of a table (`.csv`, `.tsv`, `.txt`), a `.jsonl` or `.ndjson`, or a folder with such a `manifest`
 * @throws ManifestError that lists all problems of the manifest
 */
export async function loadManifest(path: string, options: ManifestOptions): Promise<Manifest> {
  const source = await readManifestFile(path);
  const { file } = source;
  const { drafts, problems, remarks } = await readDrafts(source, options);
  if (drafts.length === 0 && problems.length === 0) {
    problems.push({ line: 1, column: 'id', value: '', rule: 'at least one sample', remedy: 'Add a row below the header.' });
  }
  if (problems.length === 0) problems.push(...shareGroupSplits(drafts));
  if (problems.length > 0) throw new ManifestError(file, problems);
  const assigned = drafts.filter(({ split }) => split === undefined);
  assignSplits(drafts, options);
  const mediaRoot = realpathSync(options.mediaRoot ?? dirname(file));
  const withoutMedia = options.allowRowsWithoutMedia ? [] : drafts.filter(isEmpty);
  const texts = await readTextCells(drafts, mediaRoot);
  for (const draft of drafts) draft.media = withTexts(draft, texts);
  return {
    file,
    mediaRoot,
    samples: drafts.filter((draft) => options.allowRowsWithoutMedia || !isEmpty(draft)).map(toSample),
    skipped: [
      ...withoutMedia.map(({ id, line }) => ({
        id,
        modality: '',
        file: '',
        reason: `no media: line ${line} has none. Fill in a media column.`,
      })),
      ...texts.skipped,
    ],
    fingerprint: fingerprintOf(source, texts),
    remarks: [...remarks, ...placeholderRemarks(drafts), ...emptyTestRemarks(assigned, drafts, options), ...textRemarks(texts)].map(
      (remark) => `${basename(file)}: ${remark}`,
    ),
  };
}

const isEmpty = ({ media }: Draft) => Object.keys(media).length === 0;

const toSample = ({ id, split, label, group, media, extra }: Draft): Sample => ({
  id,
  split: split!,
  ...(label && { label }),
  ...(group && { group }),
  media,
  extra,
});

/** The media of a draft, with paths of text files replaced by their texts; texts that could not be read are removed. */
function withTexts(draft: Draft, { texts }: TextsRead): Draft['media'] {
  const read = texts.get(draft);
  if (!read) return draft.media;
  const media = Object.entries(draft.media).flatMap(([modality, item]): [Modality, Media][] => {
    if (item.kind !== 'text' || !read.has(modality)) return [[modality, item]];
    const text = read.get(modality);
    return text === undefined ? [] : [[modality, { ...item, text }]];
  });
  return Object.fromEntries(media);
}

/** The manifest's own if no text was read from a file. */
function fingerprintOf({ fingerprint }: ManifestFile, { texts, skipped }: TextsRead): string {
  if (texts.size === 0) return fingerprint;
  const hash = createHash('sha256').update(fingerprint);
  for (const [{ id }, read] of texts) hash.update(JSON.stringify([id, ...read]));
  return hash.update(String(skipped.length)).digest('hex');
}
