import { readCsv } from './csv-rows.ts';
import { readJsonLines } from './json-lines.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestFile } from './manifest-file.ts';

/** One row of a manifest: its line in the file, the names of its columns, and a cell for each that is not beyond the last. */
export interface ManifestRow {
  readonly line: number;
  /** the line that names its columns: of the header, or its own */
  readonly namesLine: number;
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

/** The rows of a manifest, and what separates their fields, in words, where that is not for granted. */
export interface ManifestRows {
  readonly separatedBy?: string;
  readonly rows: AsyncIterable<ManifestRow | ManifestProblem> | Iterable<ManifestRow | ManifestProblem>;
}

/**
 * Rows of a manifest as they are read: a table with a header, or one object a line for `.jsonl`; what is wrong with a row comes in its place.
 *
 * @param isKnown whether a column of a name is asked for
 */
export function readRows({ format, utf8 }: ManifestFile, isKnown: (name: string) => boolean): ManifestRows {
  if (format === 'jsonl') return { rows: readJsonLines(utf8) };
  const { separatedBy, rows } = readCsv(utf8, isKnown);
  return { ...(separatedBy !== 'commas' && { separatedBy }), rows };
}
