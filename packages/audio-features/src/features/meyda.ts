import Meyda from 'meyda';
import { type Spectrogram, numFramesOf } from './stft.ts';

/** The part of Meyda that is used. Its own types do not describe the CommonJS module. */
interface MeydaSingleton {
  bufferSize: number;
  sampleRate: number;
  melBands: number;
  numberOfMFCCCoefficients: number;
  windowingFunction: string;
  melFilterBank?: number[][];
  barkScale?: Float32Array;
  extract(feature: 'mfcc', frame: Float32Array): number[];
}
const meyda = Meyda as unknown as MeydaSingleton;

export interface MeydaOptions {
  readonly sampleRateHz: number;
  /** a power of two, which is also the length of the transform */
  readonly frameLength: number;
  readonly hopLength: number;
  readonly numMelBands: number;
  /** at most 40 */
  readonly numCoefficients: number;
}

/**
 * MFCC computed by the library Meyda, frame by frame.
 *
 * Meyda is a single object per process: it keeps an old filterbank when the sample rate changes, returns NaN when the buffer size changes, and
 * computes 13 coefficients if asked for 0. Therefore every call sets all options and drops the filterbank, and the options are checked here.
 *
 * @returns a function from samples to frames of `numCoefficients`, the last frame padded with zeros
 * @throws RangeError unless the frame length is a power of two of at least 4 and `1 ≤ numCoefficients ≤ min(40, numMelBands)`
 */
export function mfccByMeyda(options: MeydaOptions): (samples: Float32Array) => Spectrogram {
  const { frameLength, hopLength, numMelBands, numCoefficients } = options;
  if (!(frameLength >= 4 && Number.isInteger(Math.log2(frameLength)))) {
    throw new RangeError(`mfccByMeyda: expected frameLength to be a power of two of at least 4, got ${frameLength}`);
  }
  if (!(numCoefficients >= 1 && numCoefficients <= Math.min(40, numMelBands))) {
    throw new RangeError(`mfccByMeyda: expected 1 <= numCoefficients <= ${Math.min(40, numMelBands)}, got ${numCoefficients}`);
  }
  return (samples) => {
    configure(options);
    const numFrames = numFramesOf(samples.length, { ...options, fftLength: frameLength, window: 'symmetric', centred: false });
    const data = new Float64Array(numFrames * numCoefficients);
    for (let t = 0; t < numFrames; t++) {
      const frame = new Float32Array(frameLength);
      frame.set(samples.subarray(t * hopLength, t * hopLength + frameLength));
      data.set(meyda.extract('mfcc', frame), t * numCoefficients);
    }
    return { numFrames, numBands: numCoefficients, data };
  };
}

function configure({ sampleRateHz, frameLength, numMelBands, numCoefficients }: MeydaOptions): void {
  meyda.bufferSize = frameLength;
  meyda.sampleRate = sampleRateHz;
  meyda.melBands = numMelBands;
  meyda.numberOfMFCCCoefficients = numCoefficients;
  meyda.windowingFunction = 'hanning';
  meyda.melFilterBank = undefined;
  meyda.barkScale = undefined;
}
