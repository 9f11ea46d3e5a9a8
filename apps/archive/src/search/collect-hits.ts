import type { ArchiveSearch, SearchHit, SearchPage, SearchRequest } from '@mmae/archive-search';

export interface CollectOptions {
  /** hits wanted */
  readonly limit: number;
  /** each asset once, by its best sample; default: all samples */
  readonly isByAsset?: boolean;
  readonly signal?: AbortSignal;
}

export interface CollectedHits extends SearchPage {
  readonly hits: SearchHit[];
}

/** The largest page of a search. */
const maxPage = 200;

/** The first hits of a search, over as many pages as are needed. */
export async function collectHits(
  search: ArchiveSearch['search'],
  request: SearchRequest,
  { limit, isByAsset = false, signal }: CollectOptions,
): Promise<CollectedHits> {
  const hits: SearchHit[] = [];
  const assets = new Set<number>();
  const isNew = ({ sample: { assetKey } }: SearchHit) => assets.size < assets.add(assetKey).size;
  let { cursor } = request;
  for (;;) {
    signal?.throwIfAborted();
    const length = isByAsset ? maxPage : Math.min(maxPage, limit - hits.length);
    const page = await search({ ...request, limit: length, ...(cursor !== undefined && { cursor }) });
    hits.push(...(isByAsset ? page.hits.filter(isNew) : page.hits));
    cursor = page.nextCursor;
    if (hits.length >= limit || cursor === undefined) return { ...withoutCursor(page, isByAsset), hits: hits.slice(0, limit) };
  }
}

/** Where assets are listed, a page of samples ends anywhere: there is no next one. */
function withoutCursor(page: SearchPage, isByAsset: boolean): SearchPage {
  const { nextCursor: _, ...rest } = page;
  return isByAsset ? rest : page;
}
