import { stringify } from 'csv-stringify/sync';

export interface ToCsvOptions {
  /** quotes cells that begin or end with a space, so that readers that trim cells keep it; default false */
  readonly quoteSpaces?: boolean;
}

/** Rows as CSV (RFC 4180, lines end with \n): cells with commas, quotes or line breaks are quoted. */
export function toCsv(rows: readonly (readonly (string | number)[])[], { quoteSpaces = false }: ToCsvOptions = {}): string {
  return stringify(rows as (string | number)[][], quoteSpaces ? { quoted_match: /^\s|\s$/ } : {});
}
