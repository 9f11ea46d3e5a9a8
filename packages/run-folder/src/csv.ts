import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { join } from 'node:path';
import { readRunFile } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';

/** RFC 4180 with a header, in the order of `columns`. */
export const toCsv = (columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string =>
  stringify([columns, ...rows.map((row) => columns.map((column) => (Object.hasOwn(row, column) ? row[column] : '')))] as string[][]);

/**
 * The rows of a csv file of the run, by column; a column may have any name, `__proto__` too.
 *
 * @throws RunFolderError where it is no csv, or lacks one of `columns`
 */
export async function readCsv(folder: string, path: string, columns: readonly string[]): Promise<Record<string, string>[]> {
  const file = join(folder, path);
  const [header = [], ...rows] = parseRows((await readRunFile(folder, path)).toString('utf8'), file);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new RunFolderError(
      `readCsv: expected column ${missing.join(', ')} in ${file}, got ${header.join(', ') || 'no header'}. ` +
        'Name a folder that mmae-train wrote.',
    );
  }
  return rows.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i]])));
}

function parseRows(text: string, file: string): string[][] {
  try {
    return parse(text, { bom: true });
  } catch (cause) {
    throw new RunFolderError(`readCsv: expected RFC 4180 in ${file}, got ${(cause as Error).message}. Restore the file, or run again.`, {
      cause,
    });
  }
}
