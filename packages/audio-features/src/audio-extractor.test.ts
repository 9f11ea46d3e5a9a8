import { resolveOptions } from '@mmae/input';
import fc from 'fast-check';
import { audioExtractor, audioFeatures } from './audio-extractor.ts';
import { type AudioExtractorOptions, audioOptions } from './audio-options.ts';
import { fixture, largestDifference, sine } from './audio.test.support.ts';

const file = (name: string) => ({ kind: 'file', path: fixture(name) }) as const;
const resolve = (given: AudioExtractorOptions) => resolveOptions('audioFeatures', audioOptions, given);
const featuresOf = (samples: Float32Array, given: AudioExtractorOptions = {}, sampleRateHz = 16_000) =>
  audioFeatures(resolve(given))({ samples, sampleRateHz });

test('a word becomes 32 frames of 40 bands: 1,280 finite numbers', async () => {
  const extractor = audioExtractor();
  const raw = await extractor.extract(file('word.flac'));
  expect([raw.numRows, raw.numColumns, extractor.featureLength]).toEqual([32, 40, 1280]);
  const features = extractor.transform(raw);
  expect(features.length).toBe(1280);
  expect(features.every(Number.isFinite)).toBe(true);
  const range = Math.max(...features) - Math.min(...features);
  expect(range).toBeLessThanOrEqual(60); // the floor is 60 dB below the loudest band of any frame, which interpolation lowers slightly
  expect(range).toBeGreaterThan(58);
});

test.each<[AudioExtractorOptions, number]>([
  [{ features: 'mfcc' }, 32 * 13],
  [{ features: 'mfcc', implementation: 'meyda', length: { mode: 'pad', numFrames: 40 } }, 40 * 13],
  [{ features: 'mfcc', convention: 'librosa', deltas: 2, length: { mode: 'pad', numFrames: 10 } }, 10 * 20 * 3],
  [{ length: { mode: 'pool' }, deltas: 1 }, 2 * 40 * 2],
])('featureLength is the length of what transform returns: %o', async (given, length) => {
  const extractor = audioExtractor(given);
  const features = extractor.transform(await extractor.extract(file('word.wav')));
  expect([extractor.featureLength, features.length]).toEqual([length, length]);
});

test('the same word in another container, rate and loudness has nearly the same features', async () => {
  const extractor = audioExtractor();
  const [wav, opus] = [await extractor.extract(file('word.wav')), await extractor.extract(file('word.opus'))];
  const distance = (a: Float32Array, b: Float32Array) => Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
  expect(distance(wav.data, opus.data)).toBeLessThan(6); // dB
});

test('features do not depend on loudness unless gain is none', () => {
  const [loud, quiet] = [sine(440, 16_000), sine(440, 16_000).map((sample) => sample / 50)];
  expect(largestDifference(featuresOf(loud).data, featuresOf(quiet).data)).toBeLessThan(1e-3);
  expect(largestDifference(featuresOf(loud, { gain: 'none' }).data, featuresOf(quiet, { gain: 'none' }).data)).toBeGreaterThan(10);
});

test('a word spoken at half the speed has the same frames', () => {
  const sweep = (seconds: number) =>
    Float32Array.from({ length: 16_000 * seconds }, (_, i) => {
      const share = i / (16_000 * seconds);
      return Math.sin(2 * Math.PI * (500 + 1500 * share) * (i / 16_000) * 0.5);
    });
  const centre = ({ data }: { data: Float32Array }, t: number) =>
    data.subarray(40 * t, 40 * t + 40).indexOf(Math.max(...data.subarray(40 * t, 40 * t + 40)));
  const [fast, slow] = [featuresOf(sweep(1)), featuresOf(sweep(2))];
  for (const t of [4, 12, 20, 28]) expect(Math.abs(centre(fast, t) - centre(slow, t))).toBeLessThanOrEqual(1);
});

test.each<[string, Float32Array]>([
  ['silent', new Float32Array(4_800)],
  ['constant', new Float32Array(4_800).fill(0.7)],
  ['one sample long', Float32Array.of(0.5)],
  ['shorter than a frame', sine(440, 16_000, 0.01)],
  ['clipped', sine(440, 16_000, 0.3).map((sample) => Math.sign(sample))],
  ['tiny', sine(440, 16_000, 0.3).map((sample) => sample * 1e-30)],
  ['huge', sine(440, 16_000, 0.3).map((sample) => sample * 1e37)],
])('%s audio has finite features of the right length', (_, samples) => {
  const recipes: AudioExtractorOptions[] = [
    {},
    { features: 'mfcc' },
    { features: 'mfcc', implementation: 'meyda' },
    { features: 'mfcc', convention: 'librosa', deltas: 2 },
    { length: { mode: 'pool' } },
    { gain: 'none', trimSilenceDb: null, length: { mode: 'pad', numFrames: 5 } },
    { gain: 'rms' },
  ];
  for (const given of recipes) {
    const { data } = featuresOf(samples, given);
    expect(data.length).toBe(audioExtractor(given).featureLength);
    expect(data.every(Number.isFinite)).toBe(true);
  }
});

test('silence is −100 dB in every band', () => {
  expect(new Set(featuresOf(new Float32Array(8_000)).data)).toEqual(new Set([-100]));
});

test('any samples at any rate give finite features', () => {
  const audio = fc.tuple(
    fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 400 }),
    fc.constantFrom(8_000, 16_000, 44_100),
  );
  const features = audioFeatures(resolve({}));
  fc.assert(
    fc.property(audio, ([samples, sampleRateHz]) => {
      expect(features({ samples: Float32Array.from(samples), sampleRateHz }).data.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('copies are shifted by (−1, +1), (+1, −1), (+2, 0) and (−2, 0) frames and bands', async () => {
  const extractor = audioExtractor();
  const raw = await extractor.extract(file('word.flac'));
  const copies = extractor.augment(raw);
  expect([extractor.numCopies, copies.length]).toEqual([4, 4]);
  const at = (t: number, band: number) => raw.data[40 * t + band];
  expect(copies.map(({ data }) => data[40 * 10 + 20])).toEqual([at(11, 19), at(9, 21), at(8, 20), at(12, 20)]);
});

test.each<[AudioExtractorOptions, number]>([
  [{ features: 'mfcc' }, 4],
  [{ length: { mode: 'pool' } }, 2],
  [{ features: 'mfcc', length: { mode: 'pool' } }, 0],
])('copies omit shifts that do not apply: %o has %d', async (given, numCopies) => {
  const extractor = audioExtractor(given);
  const raw = await extractor.extract(file('word.flac'));
  expect([extractor.numCopies, extractor.augment(raw).length]).toEqual([numCopies, numCopies]);
  for (const copy of extractor.augment(raw)) expect(copy).not.toEqual(raw);
});

test('fromBytes reverses toBytes, and refuses a wrong length', async () => {
  const extractor = audioExtractor();
  const raw = await extractor.extract(file('word.flac'));
  const bytes = extractor.toBytes(raw);
  expect(extractor.fromBytes(bytes)).toEqual(raw);
  expect(() => extractor.fromBytes(bytes.subarray(0, 100))).toThrow(
    'fromBytes: expected 8 + 4 · 32 · 40 bytes, got 100. Delete this cache entry.',
  );
  expect(() => extractor.fromBytes(bytes.subarray(0, 3))).toThrow('got 3');
});

test('a text instead of audio is unusable', async () => {
  await expect(audioExtractor().extract({ kind: 'text', text: 'kite' })).rejects.toMatchObject({ name: 'UnusableMediaError' });
});

test('the state contains the options, and can only be restored with the same options', async () => {
  const extractor = audioExtractor();
  const raw = await extractor.extract(file('word.flac'));
  const before = extractor.transform(raw);
  extractor.fit([raw]);
  extractor.restore({ json: JSON.parse(JSON.stringify(extractor.state().json)), tensors: {} });
  expect(extractor.transform(raw)).toEqual(before);
  expect(() => extractor.restore(audioExtractor({ gain: 'rms' }).state())).toThrow('"gain":"rms"');
});
