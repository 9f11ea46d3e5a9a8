import { sine } from './audio.test.support.ts';
import { decodeAudio } from './decode-audio.ts';
import { flacBomb } from './flac-bomb.test.support.ts';
import { resample } from './signal/resample.ts';
import { wavBytes } from './wav-bytes.test.support.ts';

const peakBytes = () => process.resourceUsage().maxRSS * 1024; // of the process so far

test('of a small file with hours of audio, only the requested part is decoded', async () => {
  await decodeAudio(flacBomb(1, 16_000), { maxAudioSeconds: 1 }); // loads the decoder
  const bytes = flacBomb(3_000, 16_000);
  expect(bytes.length).toBeLessThan(50_000);
  const before = peakBytes();
  const { samples } = await decodeAudio(bytes, { maxAudioSeconds: 60 });
  expect(samples.length).toBe(60 * 16_000); // of 12,288 s, which would be 786 MB
  expect(peakBytes() - before).toBeLessThan(100e6);
});

test('eight such files concurrently need no more memory than one', async () => {
  const bytes = flacBomb(3_000, 16_000);
  const before = peakBytes();
  const audioStreams = await Promise.all(Array.from({ length: 8 }, () => decodeAudio(bytes, { maxAudioSeconds: 60 })));
  expect(audioStreams.map(({ samples }) => samples.length)).toEqual(new Array(8).fill(60 * 16_000));
  expect(peakBytes() - before).toBeLessThan(100e6);
});

test('a header with 65,535 channels takes memory only for the data in the file', async () => {
  const channels = Array.from({ length: 65_535 }, (_, channel) => [channel % 2]);
  const before = peakBytes();
  const { samples } = await decodeAudio(wavBytes(channels, { bits: 8 }), { maxAudioSeconds: 60 });
  expect(samples.length).toBe(1);
  expect(peakBytes() - before).toBeLessThan(100e6);
});

test('rates without a common divisor need no more memory than others, and preserve the pitch of a tone', () => {
  const before = peakBytes();
  for (const rate of [383_999, 382_999, 381_999, 44_101, 48_001]) {
    const { samples } = resample({ samples: sine(440, rate, 0.2), sampleRateHz: rate }, 16_000);
    expect(samples.length).toBe(Math.ceil((Math.round(0.2 * rate) * 16_000) / rate));
    const expected = sine(440, 16_000, 0.2);
    for (let i = 1_500; i < 1_700; i++) expect(Math.abs(samples[i] - expected[i])).toBeLessThan(2e-2);
  }
  expect(peakBytes() - before).toBeLessThan(150e6);
});
