import { writeFileAtomically } from '@mmae/files';
import { existsSync } from 'node:fs';
import { appendFile, open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunFile } from './files.ts';
import { RunFolderError, toWriteError } from './run-folder-error.ts';

/** A line of `metrics.jsonl`, one per epoch, with values such as `loss`, `loss.image` and `validation.loss`. */
export interface MetricsRecord {
  /** from 1, continued over the stages of a training */
  readonly epoch: number;
  /** number of optimizer steps so far */
  readonly step: number;
  /** since the start of the training */
  readonly seconds: number;
  readonly [name: string]: number;
}

export const metricsFile = 'metrics.jsonl';

/**
 * Appends a line. An incomplete last line of an interrupted process is removed first.
 *
 * @throws RangeError if a number is not finite: JSON has no NaN
 */
export async function appendMetrics(folder: string, record: MetricsRecord): Promise<void> {
  for (const [name, value] of Object.entries(record)) {
    if (!Number.isFinite(value)) throw new RangeError(`appendMetrics: expected finite numbers, got ${name}=${value}. Stop the training.`);
  }
  const file = join(folder, metricsFile);
  try {
    await removeIncompleteLine(file);
    await appendFile(file, toLines([record]));
  } catch (cause) {
    throw toWriteError('appendMetrics', file, cause);
  }
}

/**
 * Removes the lines after a step, so that a training that is resumed from there writes every epoch once.
 *
 * @returns the remaining records
 * @throws RunFolderError if the file is damaged, or cannot be written
 */
export async function cutMetrics(folder: string, lastStep: number): Promise<MetricsRecord[]> {
  const records = await readMetrics(folder);
  const kept = records.filter(({ step }) => step <= lastStep);
  const file = join(folder, metricsFile);
  if (!existsSync(file)) return kept;
  await writeFileAtomically(file, toLines(kept)).catch((cause) => {
    throw toWriteError('cutMetrics', file, cause);
  });
  return kept;
}

/**
 * Reads the records, one per epoch; none if no epoch is complete. An incomplete last line of an interrupted process is ignored.
 *
 * @throws RunFolderError if another line is not a record
 */
export async function readMetrics(folder: string): Promise<MetricsRecord[]> {
  if (!existsSync(join(folder, metricsFile))) return [];
  const lines = (await readRunFile(folder, metricsFile)).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => parseRecord(folder, line, index + 1));
}

/** Syncs the metrics to the disk. */
export async function syncMetrics(folder: string): Promise<void> {
  const file = await open(join(folder, metricsFile), 'r+').catch(ignoreMissing);
  if (!file) return;
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const toLines = (records: readonly MetricsRecord[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

function parseRecord(folder: string, line: string, lineNumber: number): MetricsRecord {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    record = undefined;
  }
  if (!isRecord(record)) {
    throw new RunFolderError(
      `readMetrics: expected an object of numbers with "epoch" and "step" on line ${lineNumber} of ${join(folder, metricsFile)}, ` +
        `got ${JSON.stringify(line.slice(0, 60))}. The file is damaged: restore it from a copy, or delete that line.`,
    );
  }
  return record;
}

const isRecord = (value: unknown): value is MetricsRecord =>
  typeof value === 'object' &&
  value !== null &&
  ['epoch', 'step'].every((key) => Object.hasOwn(value, key)) &&
  Object.values(value).every(Number.isFinite);

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause;
}

async function removeIncompleteLine(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) await truncate(file, end);
}
