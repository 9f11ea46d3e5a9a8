import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeArchive, serveForTest, testFolder } from '../served.test.support.ts';

const folder = testFolder();
const { archive, media, ids } = await makeArchive(folder);
afterAll(() => archive.close());
const server = await serveForTest(archive);
const film = '/media/film/aaaaaaaaaaaaaaaa';
const bytes = (from: number, to: number) => Buffer.from(Array.from({ length: to - from }, (_, i) => (from + i) % 256));

test('a film is sent whole, or the range that was asked for', async () => {
  const whole = await server.ask(film);
  expect([whole.status, whole.headers['content-type'], whole.headers['accept-ranges'], whole.body.equals(bytes(0, 1000))]).toEqual([
    ...[200, 'video/mp4', 'bytes', true],
  ]);
  const part = await server.ask(film, { headers: { range: 'bytes=100-199' } });
  expect([part.status, part.headers['content-range'], part.body]).toEqual([206, 'bytes 100-199/1000', bytes(100, 200)]);
  const last = await server.ask(film, { headers: { range: 'bytes=-10' } });
  expect([last.status, last.body]).toEqual([206, bytes(990, 1000)]);
  const head = await server.ask(film, { method: 'HEAD' });
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '1000', 0]);
});

test.each([
  ['bytes=1000-', 416],
  ['bytes=5-1', 416],
  ['bytes=-', 416],
  ['bytes=abc', 416],
  [`bytes=${Array.from({ length: 2000 }, (_, i) => `${i % 10}-`).join(',')}`, 206],
])('a senseless range, %.20s, costs at most one reading of the file', async (range, status) => {
  const answer = await server.ask(film, { headers: { range } });
  expect([answer.status, answer.body.length <= 1000]).toEqual([status, true]);
});

test('stills are made smaller, once, in a few widths', async () => {
  const still = (width: string) => server.ask(`/media/still/${ids[0]}${width}`);
  const sizes = await Promise.all(
    ['?width=100', '?width=150', '?width=160', ''].map(async (width) => sharp((await still(width)).body).metadata()),
  );
  expect(sizes.map(({ format, width, height }) => [format, width, height])).toEqual([
    ['webp', 160, 90],
    ['webp', 160, 90],
    ['webp', 160, 90],
    ['webp', 320, 180],
  ]);
  const files = readdirSync(join(archive.folder, 'cache', 'stills'), { recursive: true }).filter((name) => String(name).includes('.'));
  expect(files).toHaveLength(2);
  const answer = await still('?width=160');
  expect([answer.headers['content-type'], answer.headers['cache-control']]).toEqual(['image/webp', 'private, max-age=3600']);
  expect((await still('?width=20000')).status).toBe(400);
});

test('subtitles of any format become WebVTT, in which no text is a tag', async () => {
  const answer = await server.ask('/media/subtitles/aaaaaaaaaaaaaaaa/0.vtt');
  expect(answer.headers['content-type']).toBe('text/vtt; charset=utf-8');
  expect(answer.body.toString()).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nSchiffe &amp; Boote 1 &lt; 2\n');
  for (const file of ['1.vtt', '0', '-1.vtt', 'x.vtt']) expect((await server.ask(`/media/subtitles/aaaa/${file}`)).status).toBe(404);
});

const secret = join(folder, 'secret.wav');
writeFileSync(secret, 'content of another folder');
mkdirSync(join(media, 'sub'));
symlinkSync(secret, join(media, 'link.wav'));
writeFileSync(join(media, 'page.html'), '<script>');
writeFileSync(join(media, 'a #?%2e é.wav'), 'audio');
writeFileSync(join(media, 'damaged.png'), 'no image');

test.each([
  ['../secret.wav', 404],
  ['sub/../../secret.wav', 404],
  [secret, 404],
  ['link.wav', 404],
  ['missing.wav', 404],
  ['page.html', 404],
  ['.', 404],
  ['a #?%2e é.wav', 200],
])('audio that a manifest names %j is answered with %i', async (path, status) => {
  const content = Buffer.from(path).toString('hex').padEnd(64, '0').slice(0, 64);
  const asset = { content, kind: 'sample' as const, root: media, path, title: path, sizeBytes: 1, modifiedMs: 1 };
  const { sampleKeys } = archive.putAsset(asset, [{ media: { audio: path }, text: '', extra: {} }]);
  const answer = await server.ask(`/media/audio/${archive.sample(sampleKeys[0]!)!.id}`);
  expect([answer.status, answer.body.includes('content of')]).toEqual([status, false]);
  if (status === 200) expect([answer.headers['content-type'], answer.body.toString()]).toEqual(['audio/wav', 'audio']);
});

test('an image that cannot be read is an answer, not a failure of the server', async () => {
  const asset = {
    content: 'd'.repeat(64),
    kind: 'sample' as const,
    root: media,
    path: 'damaged.png',
    title: 'd',
    sizeBytes: 1,
    modifiedMs: 1,
  };
  const { sampleKeys } = archive.putAsset(asset, [{ media: { image: 'damaged.png' }, text: '', extra: {} }]);
  const answer = await server.ask(`/media/still/${archive.sample(sampleKeys[0]!)!.id}`);
  expect([answer.status, answer.json<{ error: string }>().error]).toEqual([
    415,
    expect.stringMatching(/^expected an image that can be read, got one/),
  ]);
});

test.each([
  '/media/still/..%2f..%2fetc%2fpasswd',
  '/media/film/%00',
  '/media/film/../../etc/passwd',
  `/media/film/${'a'.repeat(500)}`,
  '/media/audio/%',
])('the address %s leads nowhere', async (path) => {
  expect([400, 404, 414]).toContain((await server.ask(path)).status);
});
