import type { Media, Modality, Sample, Skipped, Split } from '@mmae/samples';
import { join } from 'node:path';
import { readCsv, toCsv } from './csv.ts';
import { writeFiles } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';
import { fromSubsetKey, subsetKey } from './subsets.ts';

/** A sample as a run keeps it: a line of `samples.csv`, whose order is the order of the rows of every embedding. */
export interface SampleRow {
  readonly id: string;
  readonly split: Split;
  readonly label?: string;
  readonly group?: string;
  /** a modality's file, or its text; empty where the pixels were never a file of their own */
  readonly media: Readonly<Record<Modality, string>>;
  /** the modalities that could be used */
  readonly present: readonly Modality[];
  /** the manifest's other columns */
  readonly extra: Readonly<Record<string, string>>;
}

/** A sample with the modalities of it that could be used. */
export function toSampleRow({ media, ...sample }: Sample, present: readonly Modality[]): SampleRow {
  return { ...sample, present, media: Object.fromEntries(Object.entries(media).map(([modality, item]) => [modality, toCell(item)])) };
}

/**
 * Writes `samples.csv`: id, split, label, group, a column a modality, the manifest's other columns, `present`.
 *
 * @throws RangeError where a column of the manifest has the name of one of ours
 */
export async function saveSamples(folder: string, rows: readonly SampleRow[]): Promise<void> {
  const modalities = [...new Set(rows.flatMap(({ media, present }) => [...Object.keys(media), ...present]))].sort();
  const extra = [...new Set(rows.flatMap((row) => Object.keys(row.extra)))];
  const reserved = [...leading, ...modalities, presentColumn];
  const clash = extra.find((name) => reserved.includes(name));
  if (clash !== undefined) {
    throw new RangeError(`saveSamples: expected no further column named ${reserved.join(', ')}, got ${clash}. Rename it in the manifest.`);
  }
  const columns = [...leading, ...modalities, ...extra, presentColumn];
  await writeFiles(folder, { [samplesFile]: toCsv(columns, rows.map(toRecord)) });
}

/**
 * The rows of `samples.csv`. A column is a modality's where any row has that modality present; the others are `extra`.
 *
 * @throws RunFolderError where the file is missing, damaged or names an unknown split
 */
export async function loadSamples(folder: string): Promise<SampleRow[]> {
  const records = await readCsv(folder, samplesFile, ['id', 'split', presentColumn]);
  const modalities = new Set(records.flatMap((record) => fromSubsetKey(record[presentColumn])));
  return records.map((record, index) => toRow(record, modalities, `line of sample ${index + 1} of ${join(folder, samplesFile)}`));
}

/** Writes `skipped.csv`: what could not be used, and why. */
export async function saveSkipped(folder: string, skipped: readonly Skipped[]): Promise<void> {
  const records = skipped.map(({ id, modality, file, reason }) => ({ id, modality, file, reason }));
  await writeFiles(folder, { [skippedFile]: toCsv(skippedColumns, records) });
}

/** The rows of `skipped.csv`. @throws RunFolderError where the file is missing or damaged */
export async function loadSkipped(folder: string): Promise<Skipped[]> {
  return (await readCsv(folder, skippedFile, skippedColumns)) as unknown as Skipped[];
}

const samplesFile = 'samples.csv';
const skippedFile = 'skipped.csv';
const leading = ['id', 'split', 'label', 'group'];
const presentColumn = 'present';
const skippedColumns = ['id', 'modality', 'file', 'reason'];
const splits: readonly string[] = ['train', 'validation', 'test', 'ood'];

function toCell(media: Media): string {
  if (media.kind === 'text') return media.text;
  return media.kind === 'file' ? media.path : '';
}

const toRecord = ({ id, split, label = '', group = '', media, present, extra }: SampleRow) => ({
  ...extra,
  ...media,
  id,
  split,
  label,
  group,
  [presentColumn]: subsetKey(present),
});

function toRow(
  { id, split, label, group, present, ...others }: Record<string, string>,
  modalities: Set<Modality>,
  place: string,
): SampleRow {
  if (!splits.includes(split)) {
    throw new RunFolderError(`loadSamples: expected a split of ${splits.join(', ')} on the ${place}, got ${split}. Restore the file.`);
  }
  const [media, extra] = partition(Object.entries(others), ([name]) => modalities.has(name));
  return {
    id,
    split: split as Split,
    ...(label && { label }),
    ...(group && { group }),
    media: Object.fromEntries(media.filter(([, cell]) => cell !== '')),
    present: fromSubsetKey(present),
    extra: Object.fromEntries(extra),
  };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
