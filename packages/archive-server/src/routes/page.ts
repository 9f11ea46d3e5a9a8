import send from '@fastify/send';
import type { FastifyInstance } from 'fastify';
import { notFound } from '../http/http-error.ts';

/** The files of the page. Addresses without an extension are places within it (`/asset/…`) and get `index.html`. */
export function pageRoutes(app: FastifyInstance, pageFolder: string | undefined): void {
  for (const url of ['/api/*', '/media/*']) {
    app.all(url, (request) => {
      throw notFound('an address', request.url);
    });
  }
  app.get('/*', async (request, reply) => {
    const [path] = request.url.split('?', 1) as [string];
    if (pageFolder === undefined) throw notFound('an address', path);
    const isPlace = !/\.[^/]*$/.test(path);
    const { statusCode, headers, stream } = await send(request.raw, isPlace ? '/index.html' : path, { root: pageFolder, dotfiles: 'deny' });
    if (statusCode >= 400) throw notFound('an address', path);
    const caching = /\/assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    return reply.code(statusCode).headers(headers).header('cache-control', caching).send(stream);
  });
}
