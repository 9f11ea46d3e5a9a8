import { InputError, resolveOptions } from '@mmae/input';
import { type AudioExtractorOptions, audioOptions } from './audio-options.ts';

const resolve = (given: AudioExtractorOptions) => resolveOptions('audioExtractor', audioOptions, given);

test('the defaults are log-mel with 40 bands from 60 to 7600 Hz, stretched to 32 frames', () => {
  expect(resolve({})).toEqual({
    features: 'logMel',
    convention: 'htk',
    implementation: 'fast',
    sampleRateHz: 16_000,
    maxAudioSeconds: 60,
    gain: 'peak',
    trimSilenceDb: 35,
    frameLength: 400,
    hopLength: 160,
    fftLength: 512,
    numMelBands: 40,
    minHz: 60,
    maxHz: 7_600,
    floorDb: 60,
    numCoefficients: null,
    deltas: 0,
    length: { mode: 'stretch', numFrames: 32 },
  });
});

test('mfcc follows Meyda by default, or librosa with the defaults of librosa', () => {
  expect(resolve({ features: 'mfcc' })).toMatchObject({ convention: 'meyda', frameLength: 512, numMelBands: 26, numCoefficients: 13 });
  expect(resolve({ features: 'mfcc', convention: 'librosa' })).toMatchObject({
    fftLength: 2048,
    numMelBands: 128,
    numCoefficients: 20,
  });
});

test('the keys have the order in which run folders store them', () => {
  expect(Object.keys(resolve({ numMelBands: 20, convention: 'htk' }))).toEqual([
    ...['implementation', 'sampleRateHz', 'maxAudioSeconds', 'gain', 'trimSilenceDb', 'numCoefficients', 'deltas', 'length'],
    ...['frameLength', 'hopLength', 'fftLength', 'numMelBands', 'minHz', 'maxHz', 'floorDb', 'features', 'convention'],
  ]);
});

test.each<[Record<string, unknown>, string]>([
  [{ numMelBand: 40 }, 'expected a known option, got "numMelBand". Did you mean "numMelBands"?'],
  [{ gain: 'loud' }, 'expected gain to be one of peak, rms, none, got "loud". The default is "peak".'],
  [{ numMelBands: '40' }, 'expected numMelBands to be a whole number of at least 1, got "40".'],
  [{ fftLength: 500 }, 'expected fftLength to be a power of two of at least 4, got 500.'],
  [{ frameLength: 600 }, 'expected frameLength to be at most fftLength, and fftLength itself for convention meyda, got 600.'],
  [{ sampleRateHz: 8000 }, 'expected maxHz to be null or a number up to half of sampleRateHz, and null for convention meyda, got 7600.'],
  [{ minHz: 8000 }, 'expected minHz to be a number below maxHz, and 0 for convention meyda, got 8000.'],
  [{ maxAudioSeconds: Infinity }, 'expected maxAudioSeconds to be a number above 0, got Infinity. The default is 60.'],
  [{ trimSilenceDb: 0 }, 'expected trimSilenceDb to be a number above 0 or null, got 0. The default is 35.'],
  [{ numCoefficients: 13 }, 'and null for features logMel, got 13.'],
  [{ features: 'mfcc', numCoefficients: 27 }, 'expected numCoefficients to be a whole number from 1 to numMelBands'],
  [{ features: 'mfcc', numMelBands: 60, numCoefficients: 41 }, 'at most 40 for convention meyda'],
  [{ features: 'mfcc', numCoefficients: null }, 'got null.'],
  [{ features: 'mfcc', numCoefficients: 0 }, 'expected numCoefficients to be a whole number of at least 1 or null, got 0.'],
  [{ features: 'mfcc', frameLength: 400 }, 'fftLength itself for convention meyda, got 400.'],
  [{ features: 'mfcc', floorDb: 80 }, 'expected floorDb to be a number above 0, and null for convention meyda, got 80.'],
  [{ floorDb: null }, 'expected floorDb to be a number above 0, and null for convention meyda, got null.'],
  [{ implementation: 'meyda' }, 'expected implementation to be fast, or meyda for features mfcc of convention meyda, got "meyda".'],
  [{ length: { mode: 'stretch' } }, 'expected length.numFrames to be a whole number of at least 1, got none.'],
  [{ length: { mode: 'pool', numFrames: 3 } }, 'expected a known option, got "length.numFrames". Known: mode.'],
  [{ length: { mode: 'cut' } }, 'expected length.mode to be one of pad, stretch, pool, got "cut".'],
  [{ deltas: 3 }, 'expected deltas to be one of 0, 1, 2, got 3. The default is 0.'],
])('%o is refused', (given, message) => {
  expect(() => resolve(given)).toThrow(InputError);
  expect(() => resolve(given)).toThrow(message);
});
