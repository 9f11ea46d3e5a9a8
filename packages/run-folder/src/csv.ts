import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readRunFile } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';

/** RFC 4180 with a header, in the order of `columns`. */
export const toCsv = (columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string =>
  stringify([...rows], { header: true, columns: [...columns] });

/**
 * The rows of a csv file of the run, by column.
 *
 * @throws RunFolderError where it is no csv, or lacks one of `columns`
 */
export async function readCsv(folder: string, path: string, columns: readonly string[]): Promise<Record<string, string>[]> {
  const text = (await readRunFile(folder, path)).toString('utf8');
  let header: string[] = [];
  const rows = parseRows(text, `${folder}/${path}`, (names) => (header = names));
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new RunFolderError(
      `readCsv: expected column ${missing.join(', ')} in ${folder}/${path}, got ${header.join(', ') || 'no header'}. ` +
        'Name a folder that mmae-train wrote.',
    );
  }
  return rows;
}

function parseRows(text: string, file: string, onHeader: (names: string[]) => void): Record<string, string>[] {
  const columns = (names: string[]) => {
    onHeader(names);
    return names;
  };
  try {
    return parse(text, { bom: true, columns });
  } catch (cause) {
    throw new RunFolderError(`readCsv: expected RFC 4180 in ${file}, got ${(cause as Error).message}. Restore the file, or run again.`, {
      cause,
    });
  }
}
