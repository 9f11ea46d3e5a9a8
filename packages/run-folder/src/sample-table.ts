// samples.csv and skipped.csv: which samples a run has, and which media could not be used.
import { CsvError, parseCsv, toCsv } from '@mmae/csv';
import { InputError } from '@mmae/input';
import type { Media, Modality, Sample, Skipped, Split } from '@mmae/samples';
import { join } from 'node:path';
import { readRunFile, writeFiles } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';
import { fromSubsetKey, subsetKey } from './subsets.ts';

/** A sample as a run stores it: a row of `samples.csv`. The rows of every embedding are in the same order. */
export interface SampleRow {
  readonly id: string;
  readonly split: Split;
  readonly label?: string;
  readonly group?: string;
  /** by modality the path of its file, or its text; empty for pixels that were never in a file of their own */
  readonly media: Readonly<Record<Modality, string>>;
  /** the modalities that could be used */
  readonly present: readonly Modality[];
  /** the manifest's other columns */
  readonly extra: Readonly<Record<string, string>>;
}

const samplesFile = 'samples.csv';
const skippedFile = 'skipped.csv';
const leadingColumns = ['id', 'split', 'label', 'group'];
const presentColumn = 'present';
const skippedColumns = ['id', 'modality', 'file', 'reason'];
const splits: readonly string[] = ['train', 'validation', 'test', 'ood'];

/** The row of a sample. @param present the modalities that could be used */
export function toSampleRow({ media, ...sample }: Sample, present: readonly Modality[]): SampleRow {
  return { ...sample, present, media: Object.fromEntries(Object.entries(media).map(([modality, item]) => [modality, toCell(item)])) };
}

function toCell(media: Media): string {
  if (media.kind === 'text') return media.text;
  return media.kind === 'file' ? media.path : '';
}

/**
 * Writes `samples.csv` with the columns id, split, label, group, one for each modality, the manifest's other columns, and `present`.
 *
 * @throws InputError if one of the other columns has the name of another column
 */
export async function saveSamples(folder: string, rows: readonly SampleRow[]): Promise<void> {
  const modalities = [...new Set(rows.flatMap(({ media, present }) => [...Object.keys(media), ...present]))].sort();
  const extra = [...new Set(rows.flatMap((row) => Object.keys(row.extra)))];
  const reserved = [...leadingColumns, ...modalities, presentColumn];
  const clash = extra.find((name) => reserved.includes(name));
  if (clash !== undefined) {
    throw new InputError(`saveSamples: expected no further column named ${reserved.join(', ')}, got ${clash}. Rename it in the manifest.`);
  }
  const columns = [...leadingColumns, ...modalities, ...extra, presentColumn];
  await writeFiles(folder, { [samplesFile]: toTable(columns, rows.map(toRecord)) });
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

/**
 * Reads `samples.csv`. The columns of the modalities are those that `present` names in any row; the others are `extra`.
 *
 * @throws RunFolderError if the file is missing or damaged, or names an unknown split
 */
export async function loadSamples(folder: string): Promise<SampleRow[]> {
  const records = await readTable(folder, samplesFile, ['id', 'split', presentColumn]);
  const modalities = new Set(records.flatMap((record) => fromSubsetKey(record[presentColumn])));
  return records.map((record, index) => toRow(record, modalities, `line of sample ${index + 1} of ${join(folder, samplesFile)}`));
}

function toRow(
  { id, split, label, group, present, ...others }: Record<string, string>,
  modalities: ReadonlySet<Modality>,
  where: string,
): SampleRow {
  if (!splits.includes(split)) {
    throw new RunFolderError(`loadSamples: expected a split of ${splits.join(', ')} on the ${where}, got ${split}. Restore the file.`);
  }
  const media = Object.entries(others).filter(([name, cell]) => modalities.has(name) && cell !== '');
  const extra = Object.entries(others).filter(([name]) => !modalities.has(name));
  return {
    id,
    split: split as Split,
    ...(label && { label }),
    ...(group && { group }),
    media: Object.fromEntries(media),
    present: fromSubsetKey(present),
    extra: Object.fromEntries(extra),
  };
}

/** Writes `skipped.csv`: the media that could not be used, with the reasons. */
export async function saveSkipped(folder: string, skipped: readonly Skipped[]): Promise<void> {
  const records = skipped.map(({ id, modality, file, reason }) => ({ id, modality, file, reason }));
  await writeFiles(folder, { [skippedFile]: toTable(skippedColumns, records) });
}

/** Reads `skipped.csv`. @throws RunFolderError if the file is missing or damaged */
export async function loadSkipped(folder: string): Promise<Skipped[]> {
  return (await readTable(folder, skippedFile, skippedColumns)) as unknown as Skipped[];
}

/** CSV with a header. A cell whose column a record lacks is empty. */
const toTable = (columns: readonly string[], records: readonly Readonly<Record<string, string>>[]): string =>
  toCsv([columns, ...records.map((record) => columns.map((column) => (Object.hasOwn(record, column) ? record[column] : '')))]);

/**
 * Reads a CSV file of the run as records by column. A column may have any name, even `__proto__`.
 *
 * @throws RunFolderError if it is not CSV, or lacks one of `columns`
 */
async function readTable(folder: string, path: string, columns: readonly string[]): Promise<Record<string, string>[]> {
  const file = join(folder, path);
  const [header = [], ...rows] = parseRows((await readRunFile(folder, path)).toString('utf8'), file);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new RunFolderError(
      `readTable: expected column ${missing.join(', ')} in ${file}, got ${header.join(', ') || 'no header'}. ` +
        'Name a folder that mmae-train wrote.',
    );
  }
  return rows.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i]])));
}

function parseRows(text: string, file: string): string[][] {
  try {
    return parseCsv(text);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new RunFolderError(`readTable: expected RFC 4180 in ${file}, got ${cause.message}. Restore the file, or run again.`, { cause });
  }
}
