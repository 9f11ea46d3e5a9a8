import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largestDifference, sine } from '../audio.test.support.ts';
import { decodeAudio } from '../decode-audio.ts';
import { type WavOptions, wavBytes } from '../wav-bytes.test.support.ts';

const minute = { maxAudioSeconds: 60 };
const tone = sine(440, 16_000, 0.05);

test.each<[WavOptions, number]>([
  [{ bits: 8 }, 1 / 128],
  [{ bits: 16 }, 1 / 32_768],
  [{ bits: 24 }, 1 / 2 ** 23],
  [{ bits: 32 }, 1e-7],
  [{ bits: 32, encoding: 'float' }, 0],
  [{ bits: 64, encoding: 'float' }, 0],
  [{ bits: 16, encoding: 'extensible' }, 1 / 32_768],
  [{ bits: 24, encoding: 'extensible', is64: true }, 1 / 2 ** 23],
])('a wav of %o gives its original samples to within %d', async (options, tolerance) => {
  const { samples, sampleRateHz } = await decodeAudio(wavBytes([tone], { ...options, sampleRateHz: 11_025 }), minute);
  expect(sampleRateHz).toBe(11_025);
  expect(largestDifference(samples, tone)).toBeLessThanOrEqual(tolerance);
});

test('six channels are averaged', async () => {
  const channels = Array.from({ length: 6 }, (_, channel) => tone.map((sample) => (sample * channel) / 5));
  const { samples } = await decodeAudio(wavBytes(channels, { bits: 32, encoding: 'float' }), minute);
  expect(
    largestDifference(
      samples,
      tone.map((sample) => sample / 2),
    ),
  ).toBeLessThan(1e-6);
});

test('data of unknown length extend to the end of the file', async () => {
  expect((await decodeAudio(wavBytes([tone], { claimedBytes: 0xffffffff }), minute)).samples.length).toBe(tone.length);
});

test('a truncated file is refused with both lengths', async () => {
  const whole = wavBytes([sine(440, 16_000, 2)]);
  await expect(decodeAudio(whole.subarray(0, whole.length - 40_000), minute)).rejects.toThrow(
    'truncated: the WAV header declares 2.00 s of audio, the file contains 0.75 s. Copy it again from its source.',
  );
  await expect(decodeAudio(whole.subarray(0, 30), minute)).rejects.toThrow('damaged or truncated: the WAV file has no «fmt» chunk');
  await expect(decodeAudio(whole.subarray(0, 40), minute)).rejects.toThrow('damaged: the WAV header has 6 of 16 bytes.');
});

test('no samples and NaN are refused', async () => {
  await expect(decodeAudio(wavBytes([[]]), minute)).rejects.toThrow('no audio: the file contains 0 samples.');
  const broken = wavBytes([[0.1, NaN]], { bits: 32, encoding: 'float', sampleRateHz: 1000 });
  await expect(decodeAudio(broken, minute)).rejects.toThrow('damaged: expected finite samples, got NaN at 0.001 s.');
  const endless = wavBytes([[0.1, -Infinity]], { bits: 64, encoding: 'float' });
  await expect(decodeAudio(endless, minute)).rejects.toThrow('damaged: expected finite samples, got -Infinity at 0.000 s');
});

test('of a wav of two hours, only the requested part is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wav-'));
  const path = join(folder, 'long.wav');
  const numBytes = 2 * 3600 * 48_000 * 2 * 3; // 48 kHz, stereo, 24 bits: a sparse file of 2.07 GB, which takes a page on disk
  writeFileSync(path, wavBytes([[0.5], [0.5]], { sampleRateHz: 48_000, bits: 24, claimedBytes: numBytes }));
  truncateSync(path, numBytes + 1_000);
  const before = process.memoryUsage().arrayBuffers;
  const { samples } = await decodeAudio(path, { maxAudioSeconds: 2 });
  expect(samples.length).toBe(96_000);
  expect(samples[0]).toBe(0.5);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  rmSync(folder, { recursive: true });
});
