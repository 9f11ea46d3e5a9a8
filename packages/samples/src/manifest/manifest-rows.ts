import { readCsvTable } from './csv-rows.ts';
import { readJsonLines } from './json-lines.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestFile } from './manifest-file.ts';

/** A row of a manifest. It may have fewer cells than names. */
export interface ManifestRow {
  readonly line: number;
  /** the line with the column names: the header of a table, the row's own line in `.jsonl` */
  readonly namesLine: number;
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

export interface ManifestRows {
  /** the separator in words; absent for commas and `.jsonl` */
  readonly separatedBy?: string;
  /** a row that cannot be read is replaced by its problem */
  readonly rows: AsyncIterable<ManifestRow | ManifestProblem> | Iterable<ManifestRow | ManifestProblem>;
}

/**
 * Reads the rows of a table with a header, or of a `.jsonl` with an object per line.
 *
 * @param isKnown whether a column name is known; used to detect the separator
 */
export function readRows({ format, utf8 }: ManifestFile, isKnown: (name: string) => boolean): ManifestRows {
  if (format === 'jsonl') return { rows: readJsonLines(utf8) };
  const { separatedBy, rows } = readCsvTable(utf8, isKnown);
  return { ...(separatedBy !== 'commas' && { separatedBy }), rows };
}
