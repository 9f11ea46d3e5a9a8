import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { knownClasses } from '../classes.ts';
import { expectRealFile } from '../files/expect-real-file.ts';
import { LumaError } from '../luma-error.ts';

/** How many triples of each class the official splits hold. */
export interface ClassCounts {
  readonly train: number;
  readonly test: number;
}

export const officialCounts: ClassCounts = { train: 500, test: 100 };

export const splitFiles = (['audio', 'text', 'image'] as const).flatMap((modality) => [
  `${modality}_train_clean.txt`,
  `${modality}_test.txt`,
]);

/**
 * The rows that a split takes, from an official index file: a number a line, some of them written as "82223.000000".
 *
 * @throws LumaError where a line is no row number, or a row stands twice
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

/** What a split takes from a list of labels, in split order. @throws LumaError where a row is not in the list */
export function labelsAt(labels: readonly string[], rows: readonly number[], what: string): string[] {
  const outside = rows.find((row) => row >= labels.length);
  if (outside === undefined) return rows.map((row) => labels[row]);
  throw new LumaError(
    `labelsAt: expected ${what} below ${labels.length} rows, got row ${outside}. List and index file are not of one release.`,
  );
}

/**
 * Every class as often as LUMA has it. Indices that point into another list than they were made for come out unbalanced:
 * this is what tells the tool's 42-class picture list from its 50-class one, and CIFAR's rows in another order.
 *
 * @throws LumaError naming the first class that is not
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

/** @throws LumaError where a row of train is also in test */
export function expectDisjoint(train: readonly number[], test: readonly number[], what: string): void {
  const inTest = new Set(test);
  const shared = train.find((row) => inTest.has(row));
  if (shared !== undefined)
    throw new LumaError(
      `expectDisjoint: expected no ${what} row in train and test, got row ${shared} in both. Fetch the index files again.`,
    );
}
