import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { decideSplits, dealRemarks, shareGroupSplits } from './decide-splits.ts';
import type { Draft } from './draft.ts';
import { ManifestError } from './manifest-error.ts';
import { readManifestFile, type ManifestFile } from './manifest-file.ts';
import { placeholderRemarks } from './placeholders.ts';
import { readDrafts } from './read-drafts.ts';
import type { Media, Modality, Sample, Skipped, Split } from './sample.ts';
import { readTextCells, type TextsRead } from './text-cells.ts';

export interface ManifestOptions {
  /** which columns hold media, and whether a cell is the path of a file or the text itself */
  readonly modalities: Readonly<Record<Modality, 'file' | 'text'>>;
  /** what the manifest calls a column of ours, where it is another name: `{ id: 'Signatur' }` */
  readonly columns?: Readonly<Record<string, string>>;
  /** paths are relative to it; the manifest's own folder where it is not given */
  readonly mediaRoot?: string;
  /** deals the splits of rows that name none */
  readonly seed: number;
  /** rows without a split, all of them, become this one (new media for a trained run) */
  readonly onlySplit?: Split;
  /** whether a row without media is a sample all the same: features of it were made elsewhere */
  readonly mayNameNoMedia?: boolean;
}

/** The samples of a manifest, in its order, and what was left out. */
export interface Manifest {
  readonly file: string;
  /** links followed; media paths are relative to it */
  readonly mediaRoot: string;
  readonly samples: readonly Sample[];
  /** rows with no media at all, and texts whose files could not be read */
  readonly skipped: readonly Skipped[];
  /** sha-256 of the manifest's bytes and of the texts that it names: two runs on the same data have the same */
  readonly fingerprint: string;
  /** how it was read, where that is not for granted, for the person who wrote it: encoding, separator, names of columns, text files */
  readonly remarks: readonly string[];
}

/**
 * Reads a manifest of media (a table as `.csv`, `.tsv` or `.txt`, `.jsonl` or `.ndjson`, or a folder that holds such a `manifest`) and decides
 * every sample's split. Text cells that name a text or subtitle file are read from it; files of other media are not opened: `findMediaFile` and
 * the feature rooms say what is wrong with one.
 *
 * @throws ManifestError with every kind of problem of the manifest, by line, column, value and remedy
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
  const dealt = drafts.filter(({ split }) => split === undefined);
  decideSplits(drafts, options);
  const mediaRoot = realpathSync(options.mediaRoot ?? dirname(file));
  const withoutMedia = options.mayNameNoMedia ? [] : drafts.filter(isEmpty);
  const texts = await readTextCells(drafts, mediaRoot);
  for (const draft of drafts) draft.media = withTexts(draft, texts);
  return {
    file,
    mediaRoot,
    samples: drafts.filter((draft) => options.mayNameNoMedia || !isEmpty(draft)).map(toSample),
    skipped: [
      ...withoutMedia.map(({ id, line }) => ({ id, modality: '', file: '', reason: `no media: line ${line} names none. Fill a column.` })),
      ...texts.skipped,
    ],
    fingerprint: fingerprintOf(source, texts),
    remarks: [...remarks, ...placeholderRemarks(drafts), ...dealRemarks(dealt, drafts, options), ...textRemarks(texts)].map(
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

/** The draft's media with the words of the files that its texts named, without those that could not be read. */
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

function textRemarks({ encodings, skipped }: TextsRead): string[] {
  if (encodings.length + skipped.length === 0) return [];
  const others = [...new Set(encodings)].filter((encoding) => encoding !== 'UTF-8');
  const told = others.map((encoding) => `${encodings.filter((each) => each === encoding).length} as ${encoding}`).join(', ');
  return [`${encodings.length} texts read from files${told && ` (${told})`}${skipped.length > 0 ? `, ${skipped.length} not` : ''}`];
}

/** The manifest's own where no text was read from a file. */
function fingerprintOf({ fingerprint }: ManifestFile, { texts, skipped }: TextsRead): string {
  if (texts.size === 0) return fingerprint;
  const hash = createHash('sha256').update(fingerprint);
  for (const [{ id }, read] of texts) hash.update(JSON.stringify([id, ...read]));
  return hash.update(String(skipped.length)).digest('hex');
}
