import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFfmpeg } from '@mmae/video';
import { filmAsset, makeArchive, serveForTest, testFolder } from '../served.test.support.ts';
import { proxyType } from './proxy-type.ts';

const folder = testFolder();
const { archive, media } = await makeArchive(folder);
afterAll(() => archive.close());
const server = await serveForTest(archive);

test.each([
  ['video/webm', ['-c:v', 'libvpx', '-f', 'webm']],
  ['video/mp4', ['-c:v', 'mpeg4', '-f', 'mp4']],
] as const)('a film is %s, whatever its name', async (type, args) => {
  const path = join(folder, 'copy.mp4');
  const source = ['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', 'color=size=64x36:rate=25:duration=0.2'];
  execFileSync((await findFfmpeg()).path, [...source, ...args, path]);
  expect(proxyType(path)).toBe(type);
});

test('a file too short to say what it is is not WebM', () => {
  writeFileSync(join(folder, 'short'), '');
  expect(proxyType(join(folder, 'short'))).toBe('video/mp4');
});

test('a proxy in WebM is sent as such', async () => {
  const film = { ...filmAsset(media).film!, container: 'mxf', videoCodec: 'mpeg2video' };
  archive.putAsset(filmAsset(media, { content: 'c'.repeat(64), path: 'c.mxf', film }), []);
  mkdirSync(join(archive.folder, 'proxies'));
  writeFileSync(join(archive.folder, 'proxies', `${'c'.repeat(64)}.mp4`), Buffer.from('1a45dfa39f4286810142', 'hex'));
  const { status, headers } = await server.ask(`/media/film/${'c'.repeat(16)}`);
  expect([status, headers['content-type']]).toEqual([200, 'video/webm']);
});
