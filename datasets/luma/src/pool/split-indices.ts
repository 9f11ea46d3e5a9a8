import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { knownClasses } from '../classes.ts';
import { expectRealFile, LumaError } from '../files/luma-file.ts';

/** Number of triples per class. */
export interface ClassCounts {
  readonly train: number;
  readonly test: number;
}

/** LUMA's own. */
export const officialCounts: ClassCounts = { train: 500, test: 100 };

export const splitFiles = (['audio', 'text', 'image'] as const).flatMap((modality) => [
  `${modality}_train_clean.txt`,
  `${modality}_test.txt`,
]);

/**
 * Reads an official index file: the indices of a split's rows, one per line, some of them written as "82223.000000".
 *
 * @throws LumaError if a line is not an index, or an index occurs twice
 */
export async function readSplitIndices(folder: string, name: string): Promise<number[]> {
  const file = join(folder, name);
  await expectRealFile(file);
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  const rows = lines.filter((line) => line !== '').map((line, i) => toRow(line, i + 1, file));
  const seen = new Set<number>();
  for (const row of rows) {
    if (seen.has(row)) throw new LumaError(`readSplitIndices: expected every row once, got ${row} twice in ${file}. Fetch it again.`);
    seen.add(row);
  }
  return rows;
}

function toRow(line: string, number: number, file: string): number {
  const row = Number(line);
  if (Number.isInteger(row) && row >= 0) return row;
  throw new LumaError(`readSplitIndices: expected a row number, got ${JSON.stringify(line)} in ${file}, line ${number}. Fetch it again.`);
}

/** The labels of a split's rows, in split order. @throws LumaError if a row is not in the list */
export function labelsAt(labels: readonly string[], rows: readonly number[], what: string): string[] {
  const outside = rows.find((row) => row >= labels.length);
  if (outside === undefined) return rows.map((row) => labels[row]);
  throw new LumaError(
    `labelsAt: expected ${what} below ${labels.length} rows, got row ${outside}. The list and the index file are from different releases.`,
  );
}

/**
 * Checks that every known class occurs `count` times. Indices into another list than the one they were made for give unbalanced classes; this is how
 * the tool's list of images of 42 classes is distinguished from that of 50, and how another order of CIFAR's rows is noticed.
 *
 * @throws LumaError with the first class that does not
 */
export function expectBalanced(labels: readonly string[], count: number, what: string): void {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const wrong = [...new Set([...knownClasses, ...labels])].find(
    (label) => counts.get(label) !== (knownClasses.includes(label) ? count : 0),
  );
  if (wrong === undefined) return;
  throw new LumaError(
    `expectBalanced: expected ${count} rows of each of ${knownClasses.length} classes in ${what}, got ${counts.get(wrong) ?? 0} of ${JSON.stringify(wrong)}. ` +
      'The index file counts rows of another list; fetch both again.',
  );
}

/** @throws LumaError if a row of train is also in test */
export function expectDisjoint(train: readonly number[], test: readonly number[], what: string): void {
  const inTest = new Set(test);
  const shared = train.find((row) => inTest.has(row));
  if (shared !== undefined)
    throw new LumaError(
      `expectDisjoint: expected no ${what} row in train and test, got row ${shared} in both. Fetch the index files again.`,
    );
}
