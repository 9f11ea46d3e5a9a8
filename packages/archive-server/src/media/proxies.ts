import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive, Asset, Job } from '@mmae/archive-store';
import { findFfmpeg, makeProxy, probe } from '@mmae/video';
import type { AssetDetail } from '../api.ts';
import { httpError } from '../http/http-error.ts';
import { mediaFile } from './media-file.ts';
import { isPlayable } from './playable.ts';
import { proxyType } from './proxy-type.ts';

export interface Proxies {
  player(asset: Asset): Promise<Pick<AssetDetail, 'player' | 'playerNote'>>;
  /** The file that browsers play. @throws 404 if there is none yet */
  playedFile(asset: Asset): { readonly path: string; readonly type: string };
  /** Begins to make the copy, after those that were asked for before, unless there is one. @throws 404 if there is no film, 503 without ffmpeg */
  make(asset: Asset): Promise<void>;
  close(): Promise<void>;
}

/** Copies of films that browsers cannot play, in the folder `proxies` of the archive, made one after the other. */
export function proxies(archive: Archive, onError: (error: Error) => void): Proxies {
  const folder = join(archive.folder, 'proxies');
  const waiting = new Map<string, Asset>(); // by content, with the one that is being made
  const controller = new AbortController();
  let working: Promise<void> = Promise.resolve();

  const pathOf = ({ content }: Asset) => join(folder, `${content}.mp4`);
  const hasProxy = (asset: Asset) => existsSync(pathOf(asset));
  const work = async (asset: Asset) => {
    try {
      if (!controller.signal.aborted) await makeOne(archive, asset, pathOf(asset), controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) onError(error as Error);
    } finally {
      waiting.delete(asset.content);
    }
  };
  return {
    async player(asset) {
      if (!asset.film) return { player: 'none', playerNote: 'This is no film.' };
      if (asset.state === 'missing') return { player: 'none', playerNote: 'The film is missing.' };
      if (isPlayable(asset)) return { player: 'direct' };
      if (hasProxy(asset)) return { player: 'proxy' };
      if (waiting.has(asset.content)) return { player: 'making' };
      return {
        player: 'none',
        playerNote: (await missingFfmpeg()) ?? `Browsers cannot play ${describe(asset)}. A copy that they play can be made.`,
      };
    },
    playedFile(asset) {
      if (asset.film && !isPlayable(asset) && hasProxy(asset)) return { path: pathOf(asset), type: proxyType(pathOf(asset)) };
      if (asset.film && isPlayable(asset)) return { path: mediaFile(asset.root, asset.path), type: 'video' };
      throw httpError(404, `expected a film that browsers play, got ${JSON.stringify(asset.path)}. Make its proxy first.`);
    },
    async make(asset) {
      if (!asset.film) throw httpError(404, `expected a film, got ${JSON.stringify(asset.path)}.`);
      mediaFile(asset.root, asset.path);
      const missing = await missingFfmpeg();
      if (missing !== undefined) throw httpError(503, missing);
      if (isPlayable(asset) || hasProxy(asset) || waiting.has(asset.content)) return;
      mkdirSync(folder, { recursive: true });
      waiting.set(asset.content, asset);
      working = working.then(() => work(asset));
    },
    async close() {
      controller.abort(new Error('the server was closed'));
      await working;
    },
  };
}

const missingFfmpeg = () =>
  findFfmpeg().then(
    () => undefined,
    (error: Error) => error.message,
  );

const describe = ({ film }: Asset) => [film!.videoCodec, film!.audioCodec].filter(Boolean).join(' and ') + ` in ${film!.container}`;

/** Makes one proxy, with its progress as a job of the archive. */
async function makeOne(archive: Archive, asset: Asset, target: string, signal: AbortSignal): Promise<void> {
  const startedAt = new Date().toISOString();
  const numTotal = Math.round(asset.film!.durationSeconds);
  const record = (state: Job['state'], numDone: number, message: string) =>
    archive.putJob({ kind: 'proxies', state, numDone, numTotal, message, startedAt, updatedAt: new Date().toISOString() });
  let numDone = 0;
  record('running', 0, asset.path);
  try {
    const film = mediaFile(asset.root, asset.path);
    await makeProxy(film, await probe(film, { signal }), target, {
      signal,
      onProgress: ({ seconds }) => {
        if (Math.floor(seconds) < numDone + 5) return;
        numDone = Math.min(numTotal, Math.floor(seconds));
        record('running', numDone, asset.path);
      },
    });
    record('done', numTotal, asset.path);
  } catch (error) {
    record(signal.aborted ? 'interrupted' : 'failed', numDone, signal.aborted ? asset.path : (error as Error).message);
    throw error;
  }
}
