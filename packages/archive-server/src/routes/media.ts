import type { FastifyInstance, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import type { ArchiveSample } from '@mmae/archive-store';
import { httpError, notFound } from '../http/http-error.ts';
import { mediaFile } from '../media/media-file.ts';
import type { Proxies } from '../media/proxies.ts';
import { sendFile, sendMedia } from '../media/send-file.ts';
import { stillCache, stillWidth } from '../media/stills.ts';
import { subtitlesAsVtt } from '../media/subtitles.ts';
import { waveformCache } from '../media/waveforms.ts';
import type { ServerContext } from '../server-context.ts';
import { assetOf, sampleOf } from './lookup.ts';
import { parseQuery } from './parse.ts';
import { z } from 'zod';

const stillOptions = { width: z.coerce.number().int().min(48).max(1280).default(320) };

/** Films, stills, audio, subtitles, waveforms: all by ids, never by paths. */
export function mediaRoutes(app: FastifyInstance, { archive }: ServerContext, played: Proxies, maxStillBytes: number): void {
  const cache = join(archive.folder, 'cache');
  const still = stillCache(join(cache, 'stills'), maxStillBytes);
  const waveform = waveformCache(join(cache, 'waveforms'));
  const fileOf = (sample: ArchiveSample, modality: string) => {
    const path = sample.media[modality];
    if (path === undefined) throw httpError(404, `expected a sample with ${modality}, got ${JSON.stringify(sample.id)}, which has none.`);
    return mediaFile(archive.asset(sample.assetKey)!.root, path);
  };

  app.get('/media/still/:id', async (request, reply) => {
    const width = stillWidth(parseQuery(request, stillOptions).width);
    const path = await still(fileOf(sampleOf(archive, request), 'image'), width);
    return sendFile(request, reply, path, { type: 'image/webp', maxAgeSeconds: 3600 });
  });
  app.get('/media/audio/:id', (request, reply) => sendMedia(request, reply, fileOf(sampleOf(archive, request), 'audio')));
  app.get('/media/film/:id', (request, reply) => {
    const { path, type } = played.playedFile(assetOf(archive, request));
    return type === 'video' ? sendMedia(request, reply, path) : sendFile(request, reply, path, { type, maxAgeSeconds: 0 });
  });
  app.get('/media/subtitles/:id/:file', async (request, reply) => {
    const { subtitles = [], root } = assetOf(archive, request);
    const track = subtitles[numberOf(request)];
    if (!track) throw notFound('the number of a subtitle file', numberOf(request));
    return reply.type('text/vtt; charset=utf-8').send(await subtitlesAsVtt(mediaFile(root, track.path)));
  });
  app.get('/media/waveform/:id', async (request) => {
    const asset = assetOf(archive, request);
    const path = asset.film ? asset.path : archive.samplesOf(asset.key)[0]?.media.audio;
    return path === undefined ? { durationSeconds: 0, peaks: [] } : waveform(asset.content, mediaFile(asset.root, path));
  });
  app.post('/api/assets/:id/proxy', async (request, reply) => {
    const asset = assetOf(archive, request);
    await played.make(asset);
    return reply.code(202).send(await played.player(asset));
  });
}

/** `2.vtt` is 2. */
const numberOf = ({ params }: FastifyRequest) => Number(/^(\d{1,4})\.vtt$/.exec((params as { file: string }).file)?.[1] ?? NaN);
