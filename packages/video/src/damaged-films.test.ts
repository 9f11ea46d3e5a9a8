import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFilm, moving, readWhole, strengthAt, testFolder, tone } from './films.test.support.ts';
import { probe } from './index.ts';

const folder = testFolder();
const whole = await makeFilm(join(folder, 'whole.mkv'), ...moving('320x180', 4), ...tone(440, 4), '-c:v', 'mpeg4', '-c:a', 'pcm_s16le');

function altered(name: string, change: (bytes: Buffer) => Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(whole)));
  return path;
}

test('a film that ends early is read up to there, and the rest is counted', async () => {
  const film = altered('half.mkv', (bytes) => bytes.subarray(0, bytes.length / 2));
  const { frames, end } = await readWhole(film);
  expect(frames.length).toBeGreaterThan(40);
  expect(frames.length).toBeLessThan(60);
  expect(end.remarks[0]).toMatch(/^Decoded [12]\.\d s of 4\.0 s: the film ends early, or its duration is wrong\.$/);
});

test('damaged packets cost themselves', async () => {
  const film = altered('damaged.mkv', (bytes) => {
    for (let at = Math.floor(bytes.length * 0.4); at < bytes.length * 0.5; at += 331) bytes[at]! ^= 0x5a;
    return bytes;
  });
  const { frames, samples, end } = await readWhole(film);
  expect(frames.length).toBeGreaterThan(85);
  expect(strengthAt(440, samples.subarray(48_000, 60_000))).toBeGreaterThan(0.1);
  expect(end.remarks.join(' ')).toMatch(/ffmpeg reported \d+ errors?; the first: /);
});

test('a film that still grows is read as far as it goes, and further later', async () => {
  const grown = await makeFilm(join(folder, 'growing.ts'), ...moving('320x180', 4), '-c:v', 'mpeg2video');
  const bytes = readFileSync(grown);
  truncateSync(grown, Math.floor(bytes.length / 2 / 188) * 188);
  const first = await readWhole(grown);
  writeFileSync(grown, bytes);
  const second = await readWhole(grown);
  expect(first.frames.length).toBeGreaterThan(30);
  expect([second.frames.length, second.end.remarks]).toEqual([100, []]);
  expect(second.frames.slice(0, 30).map(({ pixels }) => pixels)).toEqual(first.frames.slice(0, 30).map(({ pixels }) => pixels));
});

test('a film with a wrong duration is read to its end', async () => {
  const film = altered('wrong-duration.mkv', (bytes) => {
    const at = bytes.indexOf(Buffer.of(0x44, 0x89, 0x88)); // the duration of a Matroska segment, eight bytes
    bytes.writeDoubleBE(60_000, at + 3);
    return bytes;
  });
  expect((await probe(film)).durationSeconds).toBe(60);
  const { frames, end } = await readWhole(film);
  expect(frames.length).toBe(100);
  expect(end.remarks).toEqual(['Decoded 4.0 s of 60.0 s: the film ends early, or its duration is wrong.']);
});

test('frames keep their own times where the rate varies', async () => {
  const pattern = ['-vf', "select='not(mod(n\\,3))+gt(n\\,50)'", '-vsync', 'vfr'];
  const film = await makeFilm(join(folder, 'variable.mkv'), ...moving('320x180', 4), ...pattern, '-c:v', 'mpeg4');
  expect((await probe(film)).video?.hasVariableRate).toBe(true);
  const { frames, stills } = await readWhole(film);
  const expected = [...Array(100).keys()].filter((n) => n % 3 === 0 || n > 50).map((n) => n * 40);
  expect(frames.map(({ seconds }) => Math.round(seconds * 1000))).toEqual(expected);
  expect(stills.every(({ index, seconds }) => frames[index]!.seconds === seconds)).toBe(true);
});

test('audio that starts late or early stays with its frames', async () => {
  const late = await makeFilm(
    join(folder, 'late.mov'),
    ...moving('320x180', 2),
    '-itsoffset',
    '0.5',
    ...tone(440, 1),
    '-map',
    '0',
    '-map',
    '1',
    '-c:v',
    'mpeg4',
    '-c:a',
    'pcm_s16le',
  );
  const early = await makeFilm(
    join(folder, 'early.mkv'),
    '-itsoffset',
    '0.48',
    ...moving('320x180', 2),
    ...tone(440, 1),
    '-map',
    '0',
    '-map',
    '1',
    '-c:v',
    'mpeg4',
    '-c:a',
    'pcm_s16le',
  );
  const firstSound = (samples: Int16Array) => samples.findIndex((value) => Math.abs(value) > 100);
  const [ofLate, ofEarly] = [await readWhole(late), await readWhole(early)];
  expect(Math.abs(firstSound(ofLate.samples) - 8000)).toBeLessThan(32);
  expect([ofLate.samples.length, ofLate.frames[0]!.seconds]).toEqual([24_000, 0]);
  expect(Math.abs(ofEarly.samples.length - 8320)).toBeLessThan(32);
  expect(ofEarly.frames[0]!.seconds).toBe(0);
});

test('audio that begins minutes late is left out rather than kept waiting in memory', async () => {
  const film = await makeFilm(
    join(folder, 'very-late.mkv'),
    ...[
      ...moving('64x36', 700, '12'),
      '-itsoffset',
      '690',
      ...tone(440, 2),
      '-map',
      '0',
      '-map',
      '1',
      '-c:v',
      'mpeg4',
      '-c:a',
      'pcm_s16le',
    ],
  );
  const { frames, samples, end } = await readWhole(film, { stillWidth: 64, frameWidth: 160, frameHeight: 90 });
  expect([frames.length, samples.length, end.remarks]).toEqual([
    8400,
    0,
    ['Audio is left out: it begins minutes after the video, or never.'],
  ]);
});

test('what cannot be decoded is an error for its film', async () => {
  const header = altered('header.mkv', (bytes) => bytes.subarray(0, 600));
  await expect(readWhole(header)).rejects.toThrow(/^probe: expected .*header\.mkv"/);
  const noise = altered('noise.mp4', (bytes) => bytes.map((_, i) => (i * 7919) % 251));
  await expect(readWhole(noise)).rejects.toThrow(
    /^probe: expected a film that ffmpeg can read, got ".*noise\.mp4" \(.*\)\. Check that the file is complete\.$/,
  );
  const unfinished = await makeFilm(join(folder, 'unfinished.mp4'), ...moving('320x180', 1), '-c:v', 'mpeg4');
  truncateSync(unfinished, 20_000);
  await expect(probe(unfinished)).rejects.toThrow('(moov atom not found; Invalid data found when processing input)');
});

test('a film of subtitles only has nothing to see or hear', async () => {
  writeFileSync(join(folder, 'text.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
  const film = await makeFilm(join(folder, 'subtitles.mkv'), '-i', join(folder, 'text.srt'), '-c:s', 'srt');
  await expect(probe(film)).rejects.toThrow('probe: expected a film with video or audio, got');
});
