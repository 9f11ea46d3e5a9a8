// Covers `describe-film.ts` as well.
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFilm, threeShots } from '../films.test.support.ts';
import { mmaeVideo } from './mmae-video.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mmae-video-'));
  await makeFilm(join(folder, '-a b.mov'), ...threeShots(), '-timecode', '10:00:00:00');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeVideo(args, streams), ...streams.written };
}

const film = () => join(folder, '-a b.mov');

test('probe prints what a film consists of', async () => {
  const { code, out } = await run('probe', film());
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    'container\tmov,mp4,m4a,3gp,3g2,mj2',
    'duration\t6 s',
    'start timecode\t10:00:00:00',
    'video\ttrack 0: mpeg4, 160 × 90, 25 frames/s, yuv420p',
    expect.stringMatching(/^audio\ttrack 1: pcm_s16le, 48000 Hz, mono(, eng)?$/), // old versions of ffmpeg write a language
    '',
  ]);
  expect(JSON.parse((await run('probe', film(), '--json')).out)).toMatchObject({ startTimecode: '10:00:00:00', video: { width: 160 } });
});

test('shots prints a JSON document, or a row for each', async () => {
  const { code, out } = await run('shots', film(), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual([
    { from: 0, to: 50, timecode: '10:00:00:00', kind: 'cut', score: 1 },
    { from: 50, to: 100, timecode: '10:00:02:00', kind: 'cut', score: expect.any(Number) },
    { from: 100, to: 150, timecode: '10:00:04:00', kind: 'cut', score: expect.any(Number) },
  ]);
  expect((await run('shots', film())).out).toMatch(/^0\t50\t10:00:00:00\tcut\t1\n50\t100\t10:00:02:00\tcut\t[01](\.\d+)?\n/);
});

test.each([
  [['probe', 'http://example.org/a.mp4'], 'probe: expected a film, got'],
  [['shots', 'no.mp4'], 'which does not exist. Correct the path.'],
  [
    ['shots', 'a.mp4', '--detector', 'clasical'],
    '--detector: expected one of classical, transnetv2, got "clasical". Did you mean classical?',
  ],
])('%j is refused', async (args, message) => {
  const { code, error } = await run(...args);
  expect([code, error]).toEqual([2, expect.stringContaining(message)]);
});

test('a film without video', async () => {
  const audio = await makeFilm(join(folder, 'audio.wav'), '-f', 'lavfi', '-i', 'sine=d=1');
  expect((await run('probe', audio)).out).toContain('video\tnone\n');
  const { code, error } = await run('shots', audio);
  expect([code, error]).toEqual([2, expect.stringContaining('which has only audio.')]);
  writeFileSync(join(folder, 'empty.mp4'), '');
  expect((await run('shots', join(folder, 'empty.mp4'))).error).toContain('which is empty. Copy it again.');
});
