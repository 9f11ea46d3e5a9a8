import { InputError } from '@mmae/input';

export interface PageRequest {
  readonly cursor?: string;
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** absent on the last page */
  readonly nextCursor?: string;
}

export const maxPageSize = 1000;

/** The position after the last item of a page: the values that the list is ordered by, as text that callers hand back. */
export const toCursor = (position: readonly (string | number)[]): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws InputError unless the cursor came from the same list */
export function fromCursor(where: string, cursor: string, types: readonly ('string' | 'number')[]): (string | number)[] {
  const position = parsed(cursor);
  if (Array.isArray(position) && position.length === types.length && types.every((type, i) => typeof position[i] === type)) {
    return position as (string | number)[];
  }
  throw new InputError(`${where}: expected a cursor of an earlier page of the same list, got ${JSON.stringify(cursor)}. Leave it out.`);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** @throws InputError unless the limit is a whole number of 1 … 1,000 */
export function pageSize(where: string, { limit = 100 }: PageRequest = {}): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxPageSize) return limit;
  throw new InputError(`${where}: expected limit to be a whole number of 1 … ${maxPageSize}, got ${limit}.`);
}

/** A page of rows, of which one more than asked for was read to learn whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  size: number,
  toItem: (row: Row) => Item,
  positionOf: (row: Row) => readonly (string | number)[],
): Page<Item> {
  const items = rows.slice(0, size).map(toItem);
  return rows.length > size ? { items, nextCursor: toCursor(positionOf(rows[size - 1]!)) } : { items };
}
