import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fixture, largestDifference, maxCorrelation } from './audio.test.support.ts';
import { decodeAudio } from './decode-audio.ts';

const minute = { maxAudioSeconds: 60 };
const bytesOf = (name: string) => new Uint8Array(readFileSync(fixture(name)));
const original = await decodeAudio(fixture('word.wav'), minute);

test.each(['word.flac', 'word-24-bit.flac', 'word-alac.m4a'])('%s equals the wav bit for bit', async (name) => {
  const { samples, sampleRateHz } = await decodeAudio(fixture(name), minute);
  expect(sampleRateHz).toBe(16_000);
  expect(largestDifference(samples, original.samples)).toBe(0);
});

test.each(['word.mp3', 'word-without-xing.mp3', 'word.ogg', 'word.opus', 'word.m4a', 'word-faststart.m4a'])(
  '%s is the same word, the same way up',
  async (name) => expect(maxCorrelation(original, await decodeAudio(fixture(name), minute))).toBeGreaterThan(0.9),
);

test('the format is recognized by content, for a path and for bytes', async () => {
  expect(largestDifference((await decodeAudio(bytesOf('word.flac'), minute)).samples, original.samples)).toBe(0);
});

test('files that are decoded concurrently are not mixed up', async () => {
  const names = ['word.flac', 'word.m4a', 'word.mp3', 'word.flac', 'word.opus', 'word.m4a'];
  const together = await Promise.all(names.map((name) => decodeAudio(fixture(name), minute)));
  for (const [i, name] of names.entries()) expect(together[i]).toEqual(await decodeAudio(fixture(name), minute));
});

test.each(['word.wav', 'word.flac', 'word.mp3', 'word.ogg', 'word.opus', 'word.m4a'])(
  'of %s only the first 0.1 s are kept',
  async (name) => {
    const { samples, sampleRateHz } = await decodeAudio(fixture(name), { maxAudioSeconds: 0.1 });
    expect(samples.length).toBe(Math.ceil(0.1 * sampleRateHz));
  },
);

test.each(['word.wav', 'word.flac', 'word.mp3', 'word.ogg', 'word.opus', 'word.m4a', 'word-faststart.m4a', 'word-alac.m4a'])(
  'half of %s is named truncated',
  async (name) => {
    const bytes = bytesOf(name);
    await expect(decodeAudio(bytes.subarray(0, bytes.length / 2), minute)).rejects.toThrow(
      /^(damaged or )?truncated: .* Copy it again from its source\.$/,
    );
  },
);

test('a damaged part is skipped, or the file is refused; the next file is decoded completely', async () => {
  const bytes = bytesOf('word.flac');
  bytes.fill(0xaa, 4_000, 4_400);
  await expect(decodeAudio(bytes, minute)).rejects.toThrow('truncated: the FLAC header declares 0.40 s of audio, the file contains');
  const mp3 = bytesOf('word.mp3');
  mp3.fill(0, 1_500, 1_600);
  expect((await decodeAudio(mp3, minute)).samples.length).toBeGreaterThan(10_000);
  expect(largestDifference((await decodeAudio(fixture('word.flac'), minute)).samples, original.samples)).toBe(0);
});

const text = (value: string) => new TextEncoder().encode(value);

test.each<[string, string | Uint8Array, string]>([
  ['no file', '/nowhere/at-all.wav', 'unreadable: the file cannot be opened (ENOENT). Restore it, or change its permissions.'],
  ['a folder', tmpdir(), 'not a file: the path is a folder or a device. Use the path of a file.'],
  ['an empty file', new Uint8Array(), 'empty: the file has 0 bytes. Copy it again from its source.'],
  ['a text', text('Hello, these are words.'), 'not an audio file: expected audio or video, got text («Hello, these are wor»).'],
  ['zeros', new Uint8Array(100), 'got zero bytes.'],
  ['noise', Uint8Array.of(1, 200, 3, 4, 5, 6, 7, 8, 9), 'got bytes 01 c8 03 04 05 06 07 08.'],
  ['an image', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'got a PNG image.'],
  ['a web page', text('<!DOCTYPE html><title>404</title>'), 'got a web page.'],
  [
    'a Git LFS pointer',
    text('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
    'a Git LFS pointer: the audio file itself was not downloaded. Run git lfs pull.',
  ],
  ['a video without audio', fixture('no-audio.mp4'), 'no audio: the only stream of the MP4 file is not audio.'],
  ['an ID3 tag and nothing', text('ID3\x04\0\0\0\0\0\0'), 'truncated: nothing follows the ID3 tag of the file.'],
  ['a FLAC mark and nothing', text('fLaC'), 'truncated: the file ends at byte 4, within its header.'],
])('%s is refused', async (_, source, message) => {
  await expect(decodeAudio(source, minute)).rejects.toMatchObject({
    name: 'UnusableMediaError',
    message: expect.stringContaining(message),
  });
});

test('an invalid limit is refused', async () => {
  await expect(decodeAudio(fixture('word.wav'), { maxAudioSeconds: 0 })).rejects.toThrow('expected 0 < maxAudioSeconds < Infinity, got 0');
});
