import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Session } from '../api.ts';
import { httpError } from '../http/http-error.ts';
import type { Sessions, Visitor } from '../http/sessions.ts';
import { parseBody } from './parse.ts';

const sessionRequest = z.strictObject({
  token: z.string().max(1000).optional(),
  who: z.string().trim().min(1).max(100).optional(),
});

/** `GET` and `POST /api/session`: who the visitor is. */
export function sessionRoutes(app: FastifyInstance, sessions: Sessions, cookieName: string): void {
  const answer = (reply: FastifyReply, visitor: Visitor): Session => {
    void reply.setCookie(cookieName, sessions.toCookie(visitor), { path: '/', httpOnly: true, sameSite: 'strict' });
    return { role: visitor.role, who: visitor.who, csrf: sessions.csrf(visitor), needsToken: sessions.needsToken };
  };
  app.get('/api/session', { config: { isOpen: true } }, (request, reply) => answer(reply, request.visitor));
  app.post('/api/session', { config: { isOpen: true }, bodyLimit: 10_000 }, (request, reply) => {
    const visitor = sessions.enter(request.visitor, parseBody(request, sessionRequest));
    if (!visitor) throw httpError(401, 'expected the token of the archive, got another. Ask whoever runs the server.');
    return answer(reply, visitor);
  });
}
