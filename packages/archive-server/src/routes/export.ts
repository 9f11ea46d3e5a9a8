import type { ArchiveSample } from '@mmae/archive-store';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { httpError, notFound } from '../http/http-error.ts';
import type { MediaQueries } from '../media/media-queries.ts';
import { exportFormats, type ServerContext } from '../server-context.ts';
import { ids, parseQuery } from './parse.ts';
import { searchOptions, toSearchRequest, type SearchOptions } from './search-request.ts';

const maxExported = 5000;
const pageLength = 200;

const exportOptions = {
  as: z.enum(exportFormats),
  ids: ids.optional(),
  limit: z.coerce.number().int().min(1).max(maxExported).default(maxExported),
  ...searchOptions,
};

/** `GET /api/export`: a file of what is named by ids, or of what a search finds. */
export function exportRoute(app: FastifyInstance, context: ServerContext, mediaQueries: MediaQueries): void {
  app.get('/api/export', async (request, reply) => {
    const { as, ids: named, limit, ...options } = parseQuery(request, exportOptions);
    if (!context.exporter) throw httpError(501, 'expected a server that exports, got one without an exporter.');
    const samples = named ? namedSamples(context, named) : await foundSamples(context, mediaQueries, options, limit);
    const { name, type, text } = await context.exporter({ as, samples, onlyAccepted: options.accepted === '1' });
    return reply.header('content-disposition', attachment(name)).type(type).send(text);
  });
}

function namedSamples({ archive }: ServerContext, named: readonly string[]): ArchiveSample[] {
  return named.flatMap((id) => {
    const asset = id.includes(':') ? undefined : archive.assetById(id);
    if (asset) return archive.samplesOf(asset.key);
    const sample = archive.sampleById(id);
    if (!sample) throw notFound('the id of a sample or an asset', id);
    return [sample];
  });
}

async function foundSamples({ archive, search }: ServerContext, mediaQueries: MediaQueries, options: SearchOptions, limit: number) {
  const about = toSearchRequest(archive, mediaQueries, options);
  const samples: ArchiveSample[] = [];
  let cursor: string | undefined;
  do {
    const size = Math.min(pageLength, limit - samples.length);
    const page = await search.search({ ...about, limit: size, ...(cursor !== undefined && { cursor }) });
    samples.push(...page.hits.map(({ sample }) => sample));
    cursor = page.nextCursor;
  } while (cursor !== undefined && samples.length < limit);
  return samples;
}

/** The name in ASCII, and as it is (RFC 6266). */
export function attachment(name: string): string {
  const ascii = name.normalize('NFKD').replace(/[^\w. ()-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
