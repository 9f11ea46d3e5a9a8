import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowedHost } from './allowed-hosts.ts';
import { securityHeaders } from './headers.ts';
import { httpError } from './http-error.ts';
import { isSameOrigin } from './same-origin.ts';
import { isEqual, type Sessions, type Visitor } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor;
  }
  interface FastifyContextConfig {
    /** anybody may call it: the session itself */
    isOpen?: boolean;
    /** it changes no data of the archive, so that a reader may call it although it is a POST */
    isForReaders?: boolean;
  }
}

export interface GuardOptions {
  readonly hostNames: readonly string[];
  readonly cookieName: string;
  readonly sessions: Sessions;
}

/** Checks every request before anything else sees it: Host, origin, role, and the token against forged requests. */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('visitor', null as unknown as Visitor);
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(securityHeaders);
    if (isData(request)) reply.header('cache-control', 'no-store');
    request.visitor = options.sessions.visitor(request.cookies[options.cookieName]);
    checkOrigin(request, options.hostNames);
    checkRole(request, options.sessions);
  });
}

/** By the route that was found, so that no spelling of the address gets around it. */
const isData = ({ routeOptions: { url } }: FastifyRequest) => url !== undefined && /^\/(api|media)\//.test(url);

function checkOrigin(request: FastifyRequest, hostNames: readonly string[]): void {
  const { headers } = request;
  if (!isAllowedHost(headers.host, hostNames)) {
    throw httpError(
      421,
      `expected Host to be an IP address, localhost or a name given to the server, got ${JSON.stringify(headers.host ?? '')}. Start the server with this name to allow it.`,
    );
  }
  if (!isSameOrigin(headers, isData(request)))
    throw httpError(403, "expected a request of the archive's own page, got one of another site.");
}

function checkRole(request: FastifyRequest, sessions: Sessions): void {
  const { config } = request.routeOptions;
  if (!isData(request) || config.isOpen) return;
  const { visitor } = request;
  if (visitor.role === 'none') throw httpError(401, 'expected a session, got none. Enter the token of the archive.');
  if (isReading(request)) return;
  if (visitor.role !== 'editor' && !config.isForReaders)
    throw httpError(403, 'expected an editor, got a reader. Enter the token of an editor.');
  const csrf = request.headers['x-mmae-csrf'];
  if (typeof csrf !== 'string' || !isEqual(csrf, sessions.csrf(visitor))) {
    throw httpError(403, 'expected the header x-mmae-csrf with the token of this session, got another or none. Load the session again.');
  }
}

const isReading = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD';
