import send from '@fastify/send';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { basename, dirname, extname } from 'node:path';
import { httpError } from '../http/http-error.ts';

/** Content types of media by extension. Other files are never sent: a manifest may name any. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/mp4',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.ogv': 'video/ogg',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.flac': 'audio/flac',
};

export const mediaType = (path: string): string | undefined => mediaTypes[extname(path).toLowerCase()];

/** Sends a media file, or the byte range that was asked for. @throws 404 for other kinds of files */
export async function sendMedia(request: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
  const type = mediaType(path);
  if (!type) throw httpError(404, `expected a film or a recording, got ${JSON.stringify(basename(path))}.`);
  return sendFile(request, reply, path, { type, maxAgeSeconds: 0 });
}

/** Sends a file whose folder was checked. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  { type, maxAgeSeconds }: { readonly type?: string; readonly maxAgeSeconds: number },
): Promise<FastifyReply> {
  const { statusCode, headers, stream } = await send(request.raw, encodeURIComponent(basename(path)), {
    ...{ root: dirname(path), dotfiles: 'allow', index: false, cacheControl: false },
  });
  if (statusCode >= 400 && statusCode !== 416) throw httpError(statusCode, 'expected a file that can be read, got none.');
  const caching = maxAgeSeconds === 0 ? 'private, no-cache' : `private, max-age=${maxAgeSeconds}`;
  void reply.code(statusCode).headers(headers).header('cache-control', caching);
  if (statusCode === 416) return reply.type('application/json').send({ error: 'expected a byte range within the file.' });
  if (type !== undefined) void reply.type(type);
  return reply.send(stream);
}
