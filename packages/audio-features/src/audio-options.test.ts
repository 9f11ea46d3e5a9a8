import { audioOptions, type AudioOptions } from './audio-options.ts';

test('what nothing is said about is the log-mel recipe: 40 bands of 60 to 7600 Hz, stretched to 32 frames', () => {
  expect(audioOptions()).toEqual({
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

test('mfcc are Meyda’s where nothing else is said, and librosa’s with librosa’s defaults', () => {
  expect(audioOptions({ features: 'mfcc' })).toMatchObject({ convention: 'meyda', frameLength: 512, numMelBands: 26, numCoefficients: 13 });
  expect(audioOptions({ features: 'mfcc', convention: 'librosa' })).toMatchObject({
    fftLength: 2048,
    numMelBands: 128,
    numCoefficients: 20,
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ numMelBand: 40 }, 'expected numMelBand to be one of features, convention,'],
  [{ gain: 'loud' }, 'expected gain to be peak or rms or none, got "loud". Correct it in the experiment.'],
  [{ numMelBands: '40' }, 'expected numMelBands to be a whole number of 1 or more, got "40"'],
  [{ fftLength: 500 }, 'expected fftLength to be a power of two from 4 on, got 500'],
  [{ frameLength: 600 }, 'expected frameLength to be a whole number from 2 to fftLength'],
  [{ sampleRateHz: 8000 }, 'expected maxHz to be null, or a number up to half of sampleRateHz'],
  [{ minHz: 8000 }, 'expected minHz to be a number from 0 to below maxHz'],
  [{ maxAudioSeconds: Infinity }, 'expected maxAudioSeconds to be a number above 0'],
  [{ trimSilenceDb: 0 }, 'expected trimSilenceDb to be a number above 0, or null, got 0'],
  [{ numCoefficients: 13 }, "null for features 'logMel', got 13"],
  [{ features: 'mfcc', numCoefficients: 27 }, 'expected numCoefficients to be a whole number from 1 to numMelBands'],
  [{ features: 'mfcc', numMelBands: 60, numCoefficients: 41 }, "at most 40 for convention 'meyda'"],
  [{ features: 'mfcc', numCoefficients: 0 }, 'got 0'],
  [{ features: 'mfcc', frameLength: 400 }, "fftLength itself for convention 'meyda', got 400"],
  [{ features: 'mfcc', floorDb: 80 }, "null for convention 'meyda', got 80"],
  [{ implementation: 'meyda' }, "expected implementation to be fast, or meyda for features 'mfcc'"],
  [
    { length: { mode: 'stretch' } },
    'expected length to be {mode: pad or stretch, numFrames: 1 or more} or {mode: pool}, got {"mode":"stretch"}',
  ],
  [{ length: { mode: 'pool', numFrames: 3 } }, 'or {mode: pool}'],
  [{ deltas: 3 }, 'expected deltas to be 0 or 1 or 2, got 3'],
])('%o is refused', (given, message) => {
  expect(() => audioOptions(given as Partial<AudioOptions>)).toThrow(message);
});
