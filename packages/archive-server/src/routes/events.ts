import type { FastifyInstance } from 'fastify';
import { securityHeaders } from '../http/headers.ts';
import type { Events } from '../http/events.ts';
import type { ServerContext } from '../server-context.ts';
import { namesFor } from './lookup.ts';

/** `GET /api/events`: changes as they happen, as Server-Sent Events. */
export function eventRoute(app: FastifyInstance, context: ServerContext, events: Events): void {
  app.get('/api/events', (request, reply) => {
    const last = request.headers['last-event-id'];
    const lastEventId = typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : undefined;
    reply.raw.on('error', () => reply.raw.destroy());
    const begin = () => {
      reply.hijack();
      reply.raw.writeHead(200, {
        ...securityHeaders,
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
    };
    events.listen({ response: reply.raw, nameOf: namesFor(context, request) }, lastEventId, begin);
  });
}
