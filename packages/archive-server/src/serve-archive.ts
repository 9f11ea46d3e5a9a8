import cookie from '@fastify/cookie';
import { InputError, resolveOptions, type GivenOptions } from '@mmae/input';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { isLoopback } from './http/allowed-hosts.ts';
import { archiveEvents } from './http/events.ts';
import { guard } from './http/guard.ts';
import { sendError } from './http/http-error.ts';
import { sessions } from './http/sessions.ts';
import { mediaQueries } from './media/media-queries.ts';
import { proxies } from './media/proxies.ts';
import { serverOptions, type ServerOptions } from './options.ts';
import { assetRoutes } from './routes/assets.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { eventRoute } from './routes/events.ts';
import { exportRoute } from './routes/export.ts';
import { mapRoute } from './routes/map.ts';
import { mediaRoutes } from './routes/media.ts';
import { pageRoutes } from './routes/page.ts';
import { reviewRoutes } from './routes/review.ts';
import { sampleRoutes } from './routes/samples.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { statusRoutes } from './routes/status.ts';
import type { ServerContext } from './server-context.ts';
import { assetViewer } from './views/asset-view.ts';

export interface ServedArchive extends Omit<ServerContext, 'onError'> {
  /** folder of the built page; without it only the data are served */
  readonly pageFolder?: string | undefined;
  /** receives errors that are the server's own */
  readonly onError?: ((error: Error) => void) | undefined;
}

export interface ArchiveServer {
  /** `http://127.0.0.1:4747` */
  readonly url: string;
  readonly port: number;
  /** Ends connections and the proxy that is being made. The archive stays open. */
  close(): Promise<void>;
}

/**
 * Serves an archive over HTTP, as api.ts says. Everybody on this machine is an editor unless a token is given; any other address needs one.
 *
 * @throws InputError for wrong options, an address without a token, and a port that is taken
 */
export async function serveArchive(served: ServedArchive, given: GivenOptions<typeof serverOptions> = {}): Promise<ArchiveServer> {
  const options = resolveOptions('serveArchive', serverOptions, given);
  checkTokens(options);
  const context: ServerContext = { ...served, onError: served.onError ?? (() => undefined) };
  const app = fastify({
    bodyLimit: 2 ** 20,
    http: { maxHeaderSize: 2 ** 18 }, // an export names its samples in its address
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 60_000,
    return503OnClosing: true,
  });
  addRoutes(app, context, options, served.pageFolder);
  await listen(app, options);
  const { port } = app.server.address() as AddressInfo;
  return { url: urlOf(options.host, port), port, close: () => app.close() };
}

function addRoutes(app: FastifyInstance, context: ServerContext, options: ServerOptions, pageFolder: string | undefined): void {
  const { archive, onError } = context;
  const cookieName = `mmae-session-${options.port}`; // browsers share cookies between the ports of a host
  const [visitors, queries, played, events] = [
    sessions(options),
    mediaQueries(),
    proxies(archive, onError),
    archiveEvents(archive, onError),
  ];
  const assetView = assetViewer(archive);

  app.removeContentTypeParser('text/plain'); // which any site can send without asking
  app.setErrorHandler((error: FastifyError, _request, reply) => sendError(error, reply, onError));
  void app.register(cookie);
  app.addHook('preClose', () => events.close());
  app.addHook('onClose', async () => {
    await Promise.all([queries.close(), played.close()]);
  });
  void app.register(async (scope) => {
    guard(scope, { hostNames: [options.host, ...options.hostNames], cookieName, sessions: visitors });
    sessionRoutes(scope, visitors, cookieName);
    statusRoutes(scope, context);
    searchRoutes(scope, context, queries);
    assetRoutes(scope, context, assetView, played);
    sampleRoutes(scope, context);
    mapRoute(scope, context);
    reviewRoutes(scope, context);
    decisionRoutes(scope, context, assetView);
    exportRoute(scope, context, queries);
    eventRoute(scope, context, events);
    mediaRoutes(scope, context, played, options.maxStillBytes);
    pageRoutes(scope, pageFolder);
  });
}

function checkTokens({ host, token, readerToken }: ServerOptions): void {
  if (token === undefined && !isLoopback(host)) {
    throw new InputError(
      `serveArchive: expected a token for the host ${host}, which others can reach, got none. Give a token, or serve on 127.0.0.1.`,
    );
  }
  if (token === undefined && readerToken !== undefined) {
    throw new InputError('serveArchive: expected a token in addition to the readerToken, got none. Without one, everybody is an editor.');
  }
  if (token !== undefined && token === readerToken) {
    throw new InputError('serveArchive: expected the readerToken to differ from the token, got the same. Choose another.');
  }
}

async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new InputError(`serveArchive: expected a free port, got ${port}, which is taken. Choose another, or 0 for any.`);
    throw new InputError(`serveArchive: expected an address of this machine, got ${host}:${port} (${message}).`, { cause: error });
  }
}

const urlOf = (host: string, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
