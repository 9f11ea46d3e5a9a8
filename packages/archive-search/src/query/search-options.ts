import { InputError, nearestName } from '@mmae/input';
import type { SearchRequest } from '../search.ts';
import { createHash } from 'node:crypto';

const maxLimit = 200;

/** @throws InputError unless it is a whole number of 1 … 200 */
export function limitOf({ limit = 20 }: Pick<SearchRequest, 'limit'>): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxLimit) return limit;
  throw new InputError(`search: expected limit to be a whole number of 1 … ${maxLimit}, got ${limit}.`);
}

/** The weights of a request; `{ joint: 1 }` where it has none. @throws InputError for a modality that the run has not, or a weight below 0 */
export function weightsOf({ weights }: SearchRequest, modalities: readonly string[]): Readonly<Record<string, number>> {
  if (!weights || Object.keys(weights).length === 0) return { joint: 1 };
  for (const [modality, weight] of Object.entries(weights)) {
    if (!modalities.includes(modality)) {
      const near = nearestName(modality, modalities);
      const hint = near === undefined ? '' : ` Did you mean ${near}?`;
      throw new InputError(`search: expected weights by ${modalities.join(', ')}, got ${JSON.stringify(modality)}.${hint}`);
    }
    if (!(weight >= 0 && weight < Infinity))
      throw new InputError(`search: expected a weight of at least 0 for ${modality}, got ${weight}.`);
  }
  if (Object.values(weights).some((weight) => weight > 0)) return weights;
  throw new InputError('search: expected a weight above 0, got none.');
}

/** What a search is about, without its page: the same for all pages of a search. */
export function fingerprint(request: SearchRequest): string {
  const { cursor: _cursor, limit: _limit, ...rest } = request;
  return createHash('sha256')
    .update(JSON.stringify(sortedKeys(rest)))
    .digest('base64url')
    .slice(0, 12);
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sortedKeys(entry)]));
}

export const toCursor = (offset: number, request: SearchRequest): string => `${offset}.${fingerprint(request)}`;

/** @returns the number of hits before the page. @throws InputError for the cursor of another search */
export function offsetOf(request: SearchRequest): number {
  if (request.cursor === undefined) return 0;
  const [, offset, of] = /^(\d{1,9})\.([\w-]{12})$/.exec(request.cursor) ?? [];
  if (offset !== undefined && of === fingerprint(request)) return Number(offset);
  throw new InputError(
    `search: expected a cursor of an earlier page of the same search, got ${JSON.stringify(request.cursor)}. Leave it out.`,
  );
}
