import type { Archive, Asset, Page } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import type { FastifyInstance } from 'fastify';
import type { AssetDetail, AssetList } from '../api.ts';
import type { Proxies } from '../media/proxies.ts';
import type { ServerContext } from '../server-context.ts';
import type { AssetViewer } from '../views/asset-view.ts';
import { sampleViews } from '../views/sample-view.ts';
import { assetOf, namesFor } from './lookup.ts';
import { pageOptions, parseQuery, text } from './parse.ts';

/** `GET /api/assets` and `/api/assets/ID`. */
export function assetRoutes(app: FastifyInstance, context: ServerContext, assetView: AssetViewer, played: Proxies): void {
  const { archive } = context;
  app.get('/api/assets', (request): AssetList => {
    const { q = '', limit, cursor } = parseQuery(request, { q: text.optional(), ...pageOptions });
    const { items, nextCursor } = findAssets(archive, q, limit, cursor);
    return { assets: items.map(assetView), ...(nextCursor !== undefined && { nextCursor }) };
  });
  app.get('/api/assets/:id', async (request): Promise<AssetDetail> => {
    const asset = assetOf(archive, request);
    return {
      ...assetView(asset),
      samples: sampleViews(archive, archive.samplesOf(asset.key), namesFor(context, request)),
      subtitles: (asset.subtitles ?? []).map(({ language }, i) => ({
        url: `/media/subtitles/${asset.id}/${i}.vtt`,
        ...(language !== undefined && { language }),
      })),
      ...(await played.player(asset)),
    };
  });
}

const scanned = 200;

/** Assets whose title or path contains every word of a query. A cursor says which page of the archive, and how far in it: `3 MjAw`. */
export function findAssets(archive: Archive, query: string, limit: number, cursor?: string): Page<Asset> {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const items: Asset[] = [];
  let [offset, inner] = fromCursor(cursor);
  for (;;) {
    const page = archive.assets({ limit: scanned, ...(inner !== undefined && { cursor: inner }) });
    for (; offset < page.items.length; offset++) {
      if (items.length === limit) return { items, nextCursor: toCursor(offset, inner) };
      const asset = page.items[offset]!;
      const name = fold(`${asset.title} ${asset.path}`);
      if (words.every((word) => name.includes(word))) items.push(asset);
    }
    if (page.nextCursor === undefined) return { items };
    [offset, inner] = [0, page.nextCursor];
  }
}

const fold = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const toCursor = (offset: number, inner = '') => `${offset}.${inner}`;

function fromCursor(cursor: string | undefined): [number, string | undefined] {
  if (cursor === undefined) return [0, undefined];
  const [, offset, inner] = /^(\d{1,3})\.(.*)$/.exec(cursor) ?? [];
  if (offset === undefined)
    throw new InputError(`assets: expected a cursor of an earlier page, got ${JSON.stringify(cursor)}. Leave it out.`);
  return [Number(offset), inner || undefined];
}
