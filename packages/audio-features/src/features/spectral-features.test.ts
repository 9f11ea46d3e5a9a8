// Covers `meyda.ts` as well.
import { resolveOptions } from '@mmae/input';
import { readFileSync } from 'node:fs';
import { type AudioExtractorOptions, audioOptions } from '../audio-options.ts';
import { largestDifference, referenceAudio, sine } from '../audio.test.support.ts';
import { withDeltas } from './frame-matrices.ts';
import { spectralFeatures } from './spectral-features.ts';

const reference = JSON.parse(readFileSync(new URL('../../test/reference/librosa.json', import.meta.url), 'utf8'));
const resolve = (given: AudioExtractorOptions) => resolveOptions('spectralFeatures', audioOptions, given);
const features = (given: AudioExtractorOptions, samples: Float32Array) => spectralFeatures(resolve(given))(samples);
const everyRow = (step: number, { numColumns, data }: { numColumns: number; data: Float32Array }) =>
  data.filter((_, i) => Math.floor(i / numColumns) % step === 0);

const librosa = { features: 'mfcc', convention: 'librosa' } as const;
const finer = { frameLength: 400, hopLength: 160, fftLength: 512, numMelBands: 40, minHz: 60, maxHz: 7600 };

test('mfcc by the convention of librosa equal librosa', () => {
  const frames = features(librosa, referenceAudio(16_000));
  expect([frames.numRows, frames.numColumns]).toEqual([32, 20]);
  expect(largestDifference(everyRow(4, frames), reference.mfcc.flat())).toBeLessThan(1e-4);
});

test('audio shorter than a frame has the mfcc of librosa', () => {
  expect(
    largestDifference(features({ ...librosa, numCoefficients: 13 }, referenceAudio(700)).data, reference.mfccOfShort.flat()),
  ).toBeLessThan(1e-4);
});

test('log-mel and mfcc with a window shorter than the transform equal librosa', () => {
  const audio = referenceAudio(16_000);
  const bands = features({ features: 'logMel', convention: 'librosa', ...finer, floorDb: 60 }, audio);
  expect(largestDifference(everyRow(20, bands), reference.logMel.flat())).toBeLessThan(1e-4);
  const coefficients = features({ ...librosa, ...finer, numCoefficients: 13 }, audio);
  expect(largestDifference(everyRow(20, coefficients), reference.mfccOfLogMel.flat())).toBeLessThan(1e-4);
});

test('deltas equal librosa', () => {
  const frames = features({ ...librosa, numCoefficients: 5 }, referenceAudio(16_000));
  const both = withDeltas(frames, 1);
  expect(both.numColumns).toBe(10);
  const slopes = both.data.filter((_, i) => i % 10 >= 5);
  expect(largestDifference(slopes, reference.deltas.flat())).toBeLessThan(1e-4);
});

test.each([
  { sampleRateHz: 16_000 },
  { sampleRateHz: 44_100, numMelBands: 40, numCoefficients: 40 },
  { sampleRateHz: 8_000, frameLength: 256, fftLength: 256, hopLength: 100, numMelBands: 20 },
])('the fast mfcc equal Meyda to within 1e-5: %o', (given) => {
  const audio = referenceAudio(8_000);
  const fast = features({ features: 'mfcc', ...given }, audio);
  const meydas = features({ features: 'mfcc', implementation: 'meyda', ...given }, audio);
  expect([fast.numRows, fast.numColumns]).toEqual([meydas.numRows, meydas.numColumns]);
  expect(largestDifference(fast.data, meydas.data)).toBeLessThan(1e-5);
});

test('two configurations of Meyda do not affect each other', () => {
  const given = { features: 'mfcc', implementation: 'meyda' } as const;
  const audio = referenceAudio(8_000);
  const slow = spectralFeatures(resolve({ ...given, sampleRateHz: 8_000, frameLength: 256, fftLength: 256, numMelBands: 20 }));
  const fast = spectralFeatures(resolve({ ...given, sampleRateHz: 44_100, frameLength: 1024, fftLength: 1024, numCoefficients: 20 }));
  const [alone, other] = [slow(audio), fast(audio)];
  const again = [slow(audio), fast(audio), slow(audio), fast(audio)];
  expect(again.map(({ data }) => data)).toEqual([alone.data, other.data, alone.data, other.data]);
  expect(alone.data.every(Number.isFinite) && other.data.every(Number.isFinite)).toBe(true);
  expect(alone.numColumns).toBe(13);
});

test('ten times the amplitude is 20 dB more in every band of every frame', () => {
  const quiet = sine(440, 16_000, 0.2);
  const loud = quiet.map((sample) => 10 * sample);
  const raised = features({}, quiet).data.map((value) => value + 20);
  expect(largestDifference(features({}, loud).data, raised)).toBeLessThan(1e-3);
});
