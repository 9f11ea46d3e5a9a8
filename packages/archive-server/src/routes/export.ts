import { collectAssets, exportArchive, exportFormats } from '@mmae/archive-export';
import type { ArchiveSample } from '@mmae/archive-store';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound } from '../http/http-error.ts';
import type { MediaQueries } from '../media/media-queries.ts';
import type { ServerContext } from '../server-context.ts';
import { wantedLanguage } from '../views/concept-names.ts';
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
    const { archive, vocabulary } = context;
    const samples = named ? namedSamples(context, named) : await foundSamples(context, mediaQueries, options, limit);
    const run = archive.currentRun();
    const assets = collectAssets(archive, samples.map(({ key }) => key)); // prettier-ignore
    const { fileName, contentType, text } = exportArchive(as, assets, {
      createdAt: new Date().toISOString(),
      onlyAccepted: options.accepted === '1',
      conceptOf: (qcode) => vocabulary?.concept(qcode),
      language: wantedLanguage(request.headers['accept-language']),
      ...(run && { run }),
    });
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
      .type(contentType)
      .send(text); // RFC 6266
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
