import { join } from 'node:path';
import { lavfi, makeFilm, moving, readWhole, strengthAt, testFolder, tone } from '../films.test.support.ts';

const folder = testFolder();

test('every frame comes once, in order, with its time stamp', async () => {
  const film = await makeFilm(join(folder, 'frames.mp4'), ...moving('320x180', 2), '-c:v', 'mpeg4');

  const { frames, end } = await readWhole(film);

  expect(frames.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(frames.map(({ seconds }) => Math.round(seconds * 1e6))).toEqual(Array.from({ length: 50 }, (_, i) => i * 40_000));
  expect(new Set(frames.map(({ pixels }) => pixels.length))).toEqual(new Set([48 * 27 * 3]));
  expect(end).toEqual({ kind: 'end', numFrames: 50, numSamples: 0, durationSeconds: 2, remarks: [] });
});

test('a still shows its frame, in display aspect, and comes after it', async () => {
  const film = await makeFilm(join(folder, 'stills.mp4'), ...moving('320x180', 2), '-c:v', 'mpeg4', '-q:v', '2');

  const { frames, stills } = await readWhole(film, { stillWidth: 160, stillIntervalSeconds: 0.5, frameWidth: 160, frameHeight: 90 });

  expect(stills.map(({ index }) => index)).toEqual([0, 13, 26, 39]);
  for (const still of stills) {
    const frame = frames[still.index]!;
    expect([still.width, still.height, still.seconds]).toEqual([160, 90, frame.seconds]);
    expect(meanDifference(still.pixels, frame.pixels)).toBeLessThan(8);
    expect(meanDifference(still.pixels, frames[(still.index + 10) % 50]!.pixels)).toBeGreaterThan(8);
  }
});

test('audio is that of its time, mixed or of one language', async () => {
  const tracks = [...tone(500, 2), ...tone(2000, 2)];
  const languages = ['-metadata:s:a:0', 'language=deu', '-metadata:s:a:1', 'language=fra'];
  const film = await makeFilm(
    join(folder, 'tracks.mkv'),
    ...moving('64x36', 2),
    ...tracks,
    '-map',
    '0',
    '-map',
    '1',
    '-map',
    '2',
    ...languages,
    '-c:a',
    'pcm_s16le',
  );

  const [mixed, german, second] = [await readWhole(film), await readWhole(film, { audio: 'deu' }), await readWhole(film, { audio: 2 })];

  const strengths = [mixed, german, second].map(({ samples }) => [500, 2000].map((hz) => strengthAt(hz, samples)));
  const full = 1 / 8; // the amplitude of the source sine
  expect(strengths.map((pair) => pair.map((strength) => Math.round((strength / full) * 100) / 100))).toEqual([
    [0.5, 0.5],
    [1, 0],
    [0, 1],
  ]);
  expect(mixed.end.numSamples).toBe(32_000);
});

test('a language that the film does not have is refused', async () => {
  const film = await makeFilm(join(folder, 'language.mkv'), ...tone(500, 1), '-metadata:s:a:0', 'language=deu');
  await expect(readWhole(film, { audio: 'eng' })).rejects.toThrow(
    'readFilm: expected audio to be a track of the film, 0 (deu), got "eng". Choose one, or mix them.',
  );
});

test('a film of audio only gives its audio', async () => {
  const film = await makeFilm(join(folder, 'audio.mp3'), ...lavfi('sine=frequency=1000:duration=2'), '-c:a', 'libmp3lame');
  const { frames, stills, samples, end } = await readWhole(film);
  expect([frames.length, stills.length]).toEqual([0, 0]);
  expect(strengthAt(1000, samples.subarray(8000, 24_000))).toBeGreaterThan(0.1);
  expect(end.durationSeconds).toBeCloseTo(2, 0);
});

const meanDifference = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
