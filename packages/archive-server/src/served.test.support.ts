import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveSearch, SearchRequest } from '@mmae/archive-search';
import { openArchive, type Archive, type NewAsset, type NewSample } from '@mmae/archive-store';
import sharp from 'sharp';
import type { Session } from './api.ts';
import type { ServerOptions } from './options.ts';
import { serveArchive, type ServedArchive } from './serve-archive.ts';

/** A folder of a test file, removed after its tests. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-server-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const filmAsset = (root: string, given: Partial<NewAsset> = {}): NewAsset => ({
  content: 'a'.repeat(64),
  kind: 'film',
  root,
  path: 'harbour.mp4',
  title: 'The <b>harbour</b>',
  film: {
    ...{ rate: { num: 25, den: 1, drop: false }, startTimecode: '10:00:00:00', numFrames: 200, durationSeconds: 8, width: 64, height: 36 },
    ...{ container: 'mov,mp4,m4a,3gp,3g2,mj2', videoCodec: 'h264' },
  },
  language: 'en',
  sizeBytes: 1000,
  modifiedMs: 1,
  ...given,
});

const shot = (from: number, to: number, text: string): NewSample => ({
  range: { from, to },
  media: { image: 'still.png' },
  text,
  extra: {},
});

export interface TestArchive {
  readonly archive: Archive;
  readonly media: string;
  readonly sampleKeys: readonly number[];
  readonly ids: readonly string[];
}

/** An archive of one film with two indexed shots, and of one note. */
export async function makeArchive(folder: string): Promise<TestArchive> {
  const media = join(folder, 'media');
  mkdirSync(media, { recursive: true });
  await sharp({ create: { width: 640, height: 360, channels: 3, background: '#204060' } }).toFile(join(media, 'still.png'));
  writeFileSync(join(media, 'harbour.mp4'), Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256)));
  writeFileSync(join(media, 'harbour.de.srt'), '1\n00:00:01,000 --> 00:00:02,500\nSchiffe & <b>Boote</b> 1 < 2\n');
  const archive = openArchive(join(folder, 'archive'), { create: true });
  const subtitles = [{ path: 'harbour.de.srt', language: 'de' }];
  const { sampleKeys } = archive.putAsset(filmAsset(media, { subtitles }), [shot(0, 100, 'Boats at dawn'), shot(100, 200, 'Nets')]);
  const note = {
    content: 'b'.repeat(64),
    kind: 'sample' as const,
    root: media,
    path: 'note',
    title: 'A note',
    sizeBytes: 5,
    modifiedMs: 1,
  };
  archive.putAsset(note, [{ media: {}, text: 'Hello', extra: {} }]);
  const indexing = archive.beginIndex({ folder: '/run', name: 'run', version: 'v1', modalities: ['image', 'text'] });
  indexing.put(
    Array.from(indexing.pending(), (sampleKey) => ({
      sampleKey,
      embeddings: { joint: Float32Array.of(1, sampleKey) },
      tags: [{ label: 'harbour', kind: 'label' as const, confidence: 0.75, from: 'image', concept: 'medtop:1' }],
      isUnlikeTrain: false,
    })),
  );
  indexing.finish({
    clusters: [{ name: 'boats', words: ['boat'], sampleKeys: Uint32Array.from(sampleKeys) }],
    map: { sampleKeys: Uint32Array.from(sampleKeys), positions: Float32Array.of(0.25, -0.5, 1, -1) },
  });
  return { archive, media, sampleKeys, ids: sampleKeys.map((key) => archive.sample(key)!.id) };
}

/** Finds every sample that passes the filter, in the order of keys, and keeps what it was asked. */
export function plainSearch(archive: Archive): ArchiveSearch & { readonly asked: SearchRequest[] } {
  const asked: SearchRequest[] = [];
  const hit = (key: number, i: number) => ({ sample: archive.sample(key)!, rank: i + 1, confidence: 0.5 });
  return {
    asked,
    async search(request) {
      asked.push(request);
      const from = Number(request.cursor ?? 0);
      const keys = [...archive.filter(request.filter ?? {})];
      const to = from + (request.limit ?? 20);
      return {
        hits: keys.slice(from, to).map((key, i) => hit(key, from + i)),
        numCandidates: keys.length,
        unknownWords: [],
        isUnlikeTrain: false,
        ...(to < keys.length && { nextCursor: String(to) }),
      };
    },
    neighbours: (sampleKey) => [...archive.filter({})].filter((key) => key !== sampleKey).map(hit),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  json<Body = Record<string, unknown>>(): Body;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly search: ReturnType<typeof plainSearch>;
  /** Sends a request exactly as given: `fetch` would forbid some headers and tidy the path. */
  ask(path: string, options?: AskOptions): Promise<Answer>;
  get<Body>(path: string): Promise<Body>;
  /** A visitor with a session: the headers that it sends. */
  enter(change?: { token?: string; who?: string }): Promise<{ cookie: string; 'x-mmae-csrf': string; session: Session }>;
  post<Body>(path: string, body: unknown, visitor?: Record<string, string>): Promise<{ status: number; json: Body }>;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Serves an archive on a free port until the tests of the file have ended. */
export async function serveForTest(
  archive: Archive,
  options: Partial<ServerOptions> = {},
  given: Partial<ServedArchive> = {},
): Promise<TestServer> {
  const search = plainSearch(archive);
  const onError = (error: Error) => {
    throw error;
  };
  const { url, port, close } = await serveArchive({ archive, search, onError, ...given }, { port: 0, ...options });
  afterAll(close);
  const ask = (path: string, { method = 'GET', headers = {}, body }: AskOptions = {}) => send(port, path, method, headers, body);
  const enter = async (change?: { token?: string; who?: string }) => {
    const answer = await (change
      ? ask('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) })
      : ask('/api/session'));
    const session = answer.json<Session>();
    const [cookie = ''] = answer.headers['set-cookie']?.[0]?.split(';') ?? [];
    return { cookie, 'x-mmae-csrf': session.csrf, session };
  };
  return {
    ...{ url, port, search, ask, enter },
    async get<Body>(path: string) {
      const answer = await ask(path);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
      return answer.json<Body>();
    },
    async post<Body>(path: string, body: unknown, visitor?: Record<string, string>) {
      const { session: _, ...headers } = { session: undefined, ...(visitor ?? (await enter())) };
      const all = { 'content-type': 'application/json', ...(headers as Record<string, string>) };
      const answer = await ask(path, { method: 'POST', headers: all, body: JSON.stringify(body) });
      return { status: answer.status, json: answer.json<Body>() };
    },
  };
}

function send(port: number, path: string, method: string, headers: Record<string, string>, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({ status: response.statusCode!, headers: response.headers, body: whole, json: () => JSON.parse(whole.toString()) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
