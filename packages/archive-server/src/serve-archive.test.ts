// Also covers `server-context.ts`, `http-error.ts`, `media-file.ts`, `send-file.ts`, `stills.ts`, `asset-view.ts`, `sample-view.ts`, the routes `assets.ts`, `decisions.ts`, `events.ts`, `lookup.ts`, `parse.ts`, `review.ts`, `samples.ts`, `session.ts` and `status.ts`.
import type {
  ArchiveStatus,
  AssetDetail,
  AssetList,
  ClusterList,
  DecisionAnswer,
  LabelList,
  MediaQuery,
  ModelWorth,
  OrphanList,
  ReviewList,
  SampleDetail,
  SampleList,
  SearchAnswer,
} from './api.ts';
import { serveArchive } from './serve-archive.ts';
import { makeArchive, plainSearch, serveForTest, testFolder } from './served.test.support.ts';

const { archive, ids, sampleKeys } = await makeArchive(testFolder());
afterAll(() => archive.close());
const server = await serveForTest(archive);
const [first, second] = ids as [string, string];

test('the status counts what the archive holds', async () => {
  expect(await server.get<ArchiveStatus>('/api/status')).toMatchObject({
    ...{ name: 'archive', numAssets: 2, numSamples: 3, numIndexed: 3, languages: ['en'] },
    run: { name: 'run', version: 'v1', modalities: ['image', 'text'] },
  });
});

test('a search answers samples with times, tags and the asset they belong to', async () => {
  const { hits, ...page } = await server.get<SearchAnswer>('/api/search?q=boats&limit=1&tag=harbour&weights=image:1,text:.5&minSeconds=1');
  expect(hits).toEqual([
    {
      ...{ id: first, rank: 1, confidence: 0.5, text: 'Boats at dawn', language: 'en', cluster: 0 },
      asset: { id: 'aaaaaaaaaaaaaaaa', title: 'The <b>harbour</b>', path: 'harbour.mp4', kind: 'film' },
      ...{ range: { from: 0, to: 100 }, timecode: '10:00:00:00', endTimecode: '10:00:04:00', fromSeconds: 0, durationSeconds: 4 },
      has: ['image', 'text'],
      tags: [expect.objectContaining({ label: 'harbour', origin: 'machine', machine: expect.objectContaining({ confidence: 0.75 }) })],
    },
  ]);
  expect(page).toMatchObject({ nextCursor: '1', numCandidates: 2 });
  expect(server.search.asked.at(-1)).toEqual({
    ...{ text: 'boats', weights: { image: 1, text: 0.5 }, limit: 1 },
    filter: { tags: ['harbour'], minSeconds: 1 },
  });
});

test('a search by an image that was sent', async () => {
  const visitor = await server.enter();
  const headers = { cookie: visitor.cookie, 'x-mmae-csrf': visitor['x-mmae-csrf'], 'content-type': 'image/png' };
  const answer = await server.ask('/api/search/media', { method: 'POST', headers, body: Buffer.from('png') });
  const { media } = answer.json<MediaQuery>();
  await server.get(`/api/search?media=${media}&asset=aaaaaaaaaaaaaaaa`);
  expect(server.search.asked.at(-1)).toMatchObject({ image: expect.stringContaining(media), filter: { assetKey: 1 } });
  const wrong = await server.ask('/api/search/media', { method: 'POST', headers: { ...headers, 'content-type': 'text/html' }, body: 'x' });
  expect([wrong.status, wrong.json()]).toEqual([415, { error: 'expected an image or audio, got "text/html".' }]);
  const tooLong = await server
    .ask('/api/search/media', { method: 'POST', headers, body: Buffer.alloc(20 * 2 ** 20 + 1) })
    .catch(() => undefined);
  expect([413, undefined]).toContain(tooLong?.status); // the connection may end while the body is being sent
});

test('assets are listed, found by their names, and paged', async () => {
  const all = await server.get<AssetList>('/api/assets?limit=1');
  expect(all.assets.map(({ title, poster }) => [title, poster])).toEqual([['The <b>harbour</b>', second]]);
  const rest = await server.get<AssetList>(`/api/assets?limit=1&cursor=${encodeURIComponent(all.nextCursor!)}`);
  expect([rest.assets.map(({ title }) => title), rest.nextCursor]).toEqual([['A note'], undefined]);
  expect((await server.get<AssetList>('/api/assets?q=HARBOUR+mp4')).assets).toHaveLength(1);
  expect((await server.get<AssetList>('/api/assets?q=nothing')).assets).toEqual([]);
});

test('an asset has its samples, subtitles and player', async () => {
  const asset = await server.get<AssetDetail>('/api/assets/aaaaaaaaaaaaaaaa');
  expect(asset.samples.map(({ id }) => id)).toEqual(ids);
  expect([asset.subtitles, asset.player]).toEqual([[{ url: '/media/subtitles/aaaaaaaaaaaaaaaa/0.vtt', language: 'de' }], 'direct']);
  expect(await server.get('/api/assets/bbbb')).toMatchObject({ title: 'A note', player: 'none', playerNote: 'This is no film.' });
});

test('a sample has its neighbours; clusters have typical samples', async () => {
  const sample = await server.get<SampleDetail>(`/api/samples/${first}`);
  expect([sample.id, sample.neighbours.map(({ id }) => id)]).toEqual([first, [second, 'bbbbbbbbbbbbbbbb']]);
  expect(await server.get<ClusterList>('/api/clusters')).toEqual({
    clusters: [{ number: 0, name: 'boats', words: ['boat'], size: 2, typical: ids }],
  });
  const { samples, nextCursor } = await server.get<SampleList>('/api/clusters/0?limit=1');
  const next = await server.get<SampleList>(`/api/clusters/0?limit=1&cursor=${nextCursor}`);
  expect([...samples, ...next.samples].map(({ id }) => id)).toEqual(ids);
  const { json } = await server.post<SampleList>('/api/samples/by-key', { keys: [sampleKeys[1], 999] });
  expect(json.samples.map(({ id }) => id)).toEqual([second]);
});

test('the map is n, x, y, keys and clusters in little endian', async () => {
  const { body, headers } = await server.ask('/api/map');
  const floats = (from: number) => [body.readFloatLE(from), body.readFloatLE(from + 4)];
  expect([body.length, body.readUInt32LE(0)]).toEqual([4 + 2 * 14, 2]);
  expect([floats(4), floats(12)]).toEqual([[0.25, 1], [-0.5, -1]]); // prettier-ignore
  expect([body.readUInt32LE(20), body.readUInt32LE(24), body.readUInt16LE(28), body.readUInt16LE(30)]).toEqual([...sampleKeys, 0, 0]);
  expect((await server.ask('/api/map', { headers: { 'if-none-match': headers.etag! } })).status).toBe(304);
});

test('decisions are signed, seen by everybody, undone; a decision on a version that has changed is a conflict', async () => {
  const [ada, ben] = [await server.enter({ who: 'Ada' }), await server.enter({ who: 'Ben' })];
  const label = 'harbour';
  const accepted = await server.post<DecisionAnswer>(
    '/api/decisions',
    { decisions: [{ sample: first, label, verdict: 'accept', expectedVersion: 0 }] },
    headersOf(ada),
  );
  expect(accepted.json.applied).toMatchObject([{ who: 'Ada', sample: first, label, verdict: 'accept' }]);
  expect(accepted.json.tags[first]).toMatchObject([{ label, verdict: 'accepted', who: 'Ada', machine: { confidence: 0.75 } }]);

  const late = await server.post<DecisionAnswer>(
    '/api/decisions',
    { decisions: [{ sample: first, label, verdict: 'reject', expectedVersion: 0 }] },
    headersOf(ben),
  );
  expect(late.json.applied).toEqual([]);
  expect(late.json.conflicts).toMatchObject([{ sample: first, label, current: { verdict: 'accepted', who: 'Ada' } }]);

  expect(await server.get<ModelWorth>('/api/worth')).toMatchObject({
    numReviewed: 1,
    precision: 1,
    bins: [{ from: 0.7, to: 0.8, precision: 1 }],
  });
  const undone = await server.post<DecisionAnswer>(
    '/api/decisions/undo',
    { ids: accepted.json.applied.map(({ id }) => id) },
    headersOf(ada),
  );
  expect(undone.json.tags[first]).toMatchObject([{ label, origin: 'machine' }]);
  expect(undone.json.tags[first]![0]!.verdict).toBeUndefined();
  expect((await server.get<SampleDetail>(`/api/samples/${first}`)).decisions.map(({ verdict }) => verdict)).toEqual(['accept', 'retract']);
  expect(await server.get<OrphanList>('/api/orphans')).toEqual({ orphans: [] });
});

test('the review queue and labels', async () => {
  const { items } = await server.get<ReviewList>('/api/review?by=cluster&cluster=0&limit=5');
  expect(items.map(({ sample, tag }) => [sample.id, tag.label])).toEqual(ids.map((id) => [id, 'harbour']));
  expect(await server.get<LabelList>('/api/labels?q=har')).toEqual({
    labels: [{ label: 'harbour', concept: 'medtop:1', name: 'harbour', numSamples: 3 }],
  });
});

test('an export is a file with a name', async () => {
  const { headers, body } = await server.ask(`/api/export?as=csv&ids=${ids.join(',')}`);
  expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''harbour.csv");
  expect(body.toString().trim().split('\n').length).toBeGreaterThan(2);
  expect((await server.ask('/api/export?as=vtt&q=x&asset=aaaaaaaaaaaaaaaa&limit=1')).body.toString()).toMatch(/^WEBVTT/);
});

test.each([
  ['/api/search?limit=0', 400, 'GET /api/search: expected limit to be a whole number from 1 to 200, got "0"'],
  ['/api/search?colour=red', 400, 'expected a known option, got "colour"'],
  ['/api/search?weights=image', 400, 'search: expected weights such as image:1,text:0.5, got "image".'],
  ['/api/search?media=none', 404, 'expected a query of the last hour of this archive, got "none".'],
  ['/api/samples/none', 404, 'expected the id of a sample of this archive, got "none".'],
  ['/api/assets?cursor=x', 400, 'expected a cursor of an earlier page, got "x"'],
  ['/api/clusters/7', 404, 'expected the number of a cluster of this archive, got "7".'],
  ['/api/export?as=word', 400, 'expected as to be'],
  ['/api/nothing', 404, 'expected an address of this archive, got "/api/nothing".'],
])('%s is answered with %i', async (path, status, message) => {
  const answer = await server.ask(path);
  expect(answer.status).toBe(status);
  expect(answer.json<{ error: string }>().error).toContain(message);
});

test('an export names thousands of samples in its address', async () => {
  const named = Array.from({ length: 5000 }, (_, i) => ids[i % ids.length]).join(',');
  const { status, body } = await server.ask(`/api/export?as=csv&ids=${named}`);
  expect([named.length > 100_000, status]).toEqual([true, 200]);
  expect(body.toString()).toContain('Boats at dawn');
});

test('an address that others reach needs a token, and a port must be free', async () => {
  const served = { archive, search: plainSearch(archive) };
  await expect(serveArchive(served, { host: '0.0.0.0' })).rejects.toThrow(
    'serveArchive: expected a token for the host 0.0.0.0, which others can reach, got none. Give a token, or serve on 127.0.0.1.',
  );
  await expect(serveArchive(served, { token: 'short' })).rejects.toThrow('expected token to be');
  await expect(serveArchive(served, { port: server.port })).rejects.toThrow(
    `serveArchive: expected a free port, got ${server.port}, which is taken. Choose another, or 0 for any.`,
  );
});

const headersOf = ({ cookie, 'x-mmae-csrf': csrf }: { cookie: string; 'x-mmae-csrf': string }) => ({ cookie, 'x-mmae-csrf': csrf });
