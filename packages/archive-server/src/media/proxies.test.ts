import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFfmpeg, probe } from '@mmae/video';
import type { ArchiveStatus, AssetDetail } from '../api.ts';
import { filmAsset, makeArchive, serveForTest, testFolder } from '../served.test.support.ts';

const { archive, media } = await makeArchive(testFolder());
afterAll(() => archive.close());
const errors: string[] = [];
const server = await serveForTest(archive, {}, { onError: ({ message }) => errors.push(message) });

/** Adds a film as ffmpeg made it, or one that is damaged. */
async function addFilm(digit: string, args: readonly string[]): Promise<void> {
  const path = `${digit}.mxf`;
  execFileSync((await findFfmpeg()).path, ['-v', 'error', '-nostdin', '-y', ...args, join(media, path)]);
  const film = { ...filmAsset(media).film!, container: 'mxf', videoCodec: 'mpeg2video', audioCodec: 'pcm_s16le' };
  archive.putAsset(filmAsset(media, { content: digit.repeat(64), path, film }), []);
}

const asset = (digit: string) => server.get<AssetDetail>(`/api/assets/${digit.repeat(16)}`);

async function whenMade(digit: string): Promise<AssetDetail> {
  for (;;) {
    const found = await asset(digit);
    if (found.player !== 'making') return found;
    await sleep(50);
  }
}

test('a film that browsers cannot play is copied once, and the copy is sent', async () => {
  await addFilm('c', ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=1', '-c:v', 'mpeg2video']);
  expect(await asset('c')).toMatchObject({
    player: 'none',
    playerNote: 'Browsers cannot play mpeg2video and pcm_s16le in mxf. A copy that they play can be made.',
  });
  expect((await server.ask(`/media/film/${'c'.repeat(16)}`)).status).toBe(404);
  const begun = await Promise.all([1, 2].map(() => server.post(`/api/assets/${'c'.repeat(16)}/proxy`, {})));
  expect(begun).toEqual(Array(2).fill({ status: 202, json: { player: 'making' } }));
  expect(await whenMade('c')).toMatchObject({ player: 'proxy' });
  const { status, headers, body } = await server.ask(`/media/film/${'c'.repeat(16)}`, { headers: { range: 'bytes=4-7' } });
  expect([status, headers['content-type'], body.toString()]).toEqual([206, 'video/mp4', 'ftyp']);
  expect((await probe(join(archive.folder, 'proxies', `${'c'.repeat(64)}.mp4`))).video).toMatchObject({ codec: 'h264', width: 320 });
  const { jobs } = await server.get<ArchiveStatus>('/api/status');
  expect(jobs).toMatchObject([{ kind: 'proxies', state: 'done', message: 'c.mxf', numDone: 8, numTotal: 8 }]);
});

test('a film that is gone is an answer; one that cannot be converted is a failed job', async () => {
  const film = { ...filmAsset(media).film!, videoCodec: 'mpeg2video' };
  archive.putAsset(filmAsset(media, { content: 'd'.repeat(64), path: 'gone.mxf', film }), []);
  expect((await server.post(`/api/assets/${'d'.repeat(16)}/proxy`, {})).status).toBe(404);
  archive.putAsset(filmAsset(media, { content: 'e'.repeat(64), path: 'damaged.mxf', film }), []);
  writeFileSync(join(media, 'damaged.mxf'), 'no film');
  expect((await server.post(`/api/assets/${'e'.repeat(16)}/proxy`, {})).status).toBe(202);
  expect(await whenMade('e')).toMatchObject({ player: 'none' });
  const { jobs } = await server.get<ArchiveStatus>('/api/status');
  expect(jobs[0]).toMatchObject({ state: 'failed', message: expect.stringMatching(/^probe: expected a film that ffmpeg can read/) });
  expect(errors).toEqual([jobs[0]!.message]);
});

test('only a film has a copy', async () => {
  expect(await server.post(`/api/assets/${'b'.repeat(16)}/proxy`, {})).toEqual({
    status: 404,
    json: { error: 'expected a film, got "note".' },
  });
  expect(await server.post(`/api/assets/${'a'.repeat(16)}/proxy`, {})).toEqual({
    status: 202,
    json: { player: 'direct' },
  });
});
