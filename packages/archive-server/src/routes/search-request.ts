import type { SearchRequest } from '@mmae/archive-search';
import type { Archive, SampleFilter } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { z } from 'zod';
import { notFound } from '../http/http-error.ts';
import type { MediaQueries, StoredQuery } from '../media/media-queries.ts';
import { ids, text, wholeNumber } from './parse.ts';

const oneOrMore = z.union([text.transform((one) => [one]), z.array(text).max(50)]);

/** What a search is about, without its page. */
export const searchOptions = {
  q: text.optional(),
  like: ids.optional(),
  relevant: ids.optional(),
  irrelevant: ids.optional(),
  media: text.optional(),
  tag: oneOrMore.optional(),
  accepted: z.enum(['0', '1']).optional(),
  cluster: wholeNumber.optional(),
  asset: text.optional(),
  language: text.optional(),
  dateFrom: text.optional(),
  dateTo: text.optional(),
  minSeconds: z.coerce.number().min(0).optional(),
  maxSeconds: z.coerce.number().min(0).optional(),
  weights: text.optional(),
};

export type SearchOptions = z.output<z.ZodObject<typeof searchOptions>>;

/** @throws InputError for wrong weights; 404 for an asset or a query file that is not known */
export function toSearchRequest(archive: Archive, mediaQueries: MediaQueries, options: SearchOptions): SearchRequest {
  const { q, like, relevant, irrelevant, weights } = options;
  const media = options.media === undefined ? undefined : storedQuery(mediaQueries, options.media);
  return {
    ...(q !== undefined && { text: q }),
    ...(like && { like }),
    ...(relevant && { relevant }),
    ...(irrelevant && { irrelevant }),
    ...(media && { [media.kind]: media.path }),
    ...(weights !== undefined && { weights: parseWeights(weights) }),
    filter: toFilter(archive, options),
  };
}

function storedQuery(mediaQueries: MediaQueries, id: string): StoredQuery {
  const stored = mediaQueries.find(id);
  if (!stored) throw notFound('a query of the last hour', id);
  return stored;
}

function toFilter(archive: Archive, options: SearchOptions): SampleFilter {
  const { tag, accepted, cluster, asset, language, dateFrom, dateTo, minSeconds, maxSeconds } = options;
  const assetKey = asset === undefined ? undefined : archive.assetById(asset)?.key;
  if (asset !== undefined && assetKey === undefined) throw notFound('the id of an asset', asset);
  const filter = { tags: tag, cluster, assetKey, language, dateFrom, dateTo, minSeconds, maxSeconds };
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(given) as SampleFilter), ...(accepted === '1' && { onlyAccepted: true }) };
}

/** `image:1,text:0.5` by modality. @throws InputError */
export function parseWeights(list: string): Record<string, number> {
  const pairs = list.split(',').map((pair) => /^\s*([\w-]+)\s*:\s*(\d*\.?\d+)\s*$/.exec(pair));
  if (pairs.every((pair) => pair !== null)) return Object.fromEntries(pairs.map(([, modality, weight]) => [modality!, Number(weight)]));
  throw new InputError(`search: expected weights such as image:1,text:0.5, got ${JSON.stringify(list)}.`);
}
