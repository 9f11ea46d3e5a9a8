import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { MediaQuery, SearchAnswer } from '../api.ts';
import { httpError } from '../http/http-error.ts';
import type { MediaQueries } from '../media/media-queries.ts';
import type { ServerContext } from '../server-context.ts';
import { hitViews } from '../views/sample-view.ts';
import { namesFor } from './lookup.ts';
import { pageOptions, parseQuery } from './parse.ts';
import { searchOptions, toSearchRequest } from './search-request.ts';

const maxMediaBytes = 20 * 2 ** 20;

/** `GET /api/search` and `POST /api/search/media`. */
export function searchRoutes(app: FastifyInstance, context: ServerContext, mediaQueries: MediaQueries): void {
  const { archive, search } = context;
  app.get('/api/search', async (request): Promise<SearchAnswer> => {
    const { cursor, limit, ...options } = parseQuery(request, { ...searchOptions, ...pageOptions });
    const about = toSearchRequest(archive, mediaQueries, options);
    const { hits, ...page } = await search.search({ ...about, limit, ...(cursor !== undefined && { cursor }) });
    return { ...page, hits: hitViews(archive, hits, namesFor(context, request)) };
  });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxMediaBytes }, (_request, body, done) => done(null, body));
    scope.post('/api/search/media', { config: { isForReaders: true }, bodyLimit: maxMediaBytes }, async (request): Promise<MediaQuery> => {
      return { media: await mediaQueries.add(request.headers['content-type'] ?? '', bytesOf(request)) };
    });
  });
}

function bytesOf({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  throw httpError(400, 'expected the bytes of an image or a recording, got none.');
}
