import type { Archive, Asset } from '@mmae/archive-store';

/** All assets of an archive in the order of their paths, read page by page. */
export function* allAssets(archive: Archive): Generator<Asset> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = archive.assets({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    yield* items;
    cursor = nextCursor;
  } while (cursor !== undefined);
}
