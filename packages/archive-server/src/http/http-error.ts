import { InputError } from '@mmae/input';
import type { FastifyError, FastifyReply } from 'fastify';
import type { ApiError } from '../api.ts';

/** An error that a visitor sees, with a status of 4xx or 5xx. */
export const httpError = (statusCode: number, message: string): Error & { statusCode: number } =>
  Object.assign(new Error(message), { statusCode });

export const notFound = (what: string, id: string | number) =>
  httpError(404, `expected ${what} of this archive, got ${JSON.stringify(id)}.`);

/** Answers with an error. What is nobody's fault outside is reported to `onError` and not shown. */
export function sendError(error: FastifyError, reply: FastifyReply, onError: (error: Error) => void): void {
  const status = error instanceof InputError ? 400 : (error.statusCode ?? 500);
  if (status >= 500) onError(error);
  const message = status >= 500 && status !== 503 ? 'The server failed. Its terminal says why.' : error.message;
  if (!reply.raw.headersSent)
    void reply
      .removeHeader('content-disposition')
      .code(status)
      .type('application/json')
      .send({ error: message } satisfies ApiError);
}
