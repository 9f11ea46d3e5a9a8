import { matrix, type Matrix } from '@mmae/matrix';
import { maxHzOf, type AudioOptions, type Convention } from './audio-options.ts';
import { dct } from './dct.ts';
import { toDecibel, toLog1p } from './loudness.ts';
import { applyFilterbank, melFilterbank, meydaFilterbank } from './mel-filterbank.ts';
import { mfccByMeyda } from './meyda.ts';
import { stft, type Framing, type Spectrogram } from './stft.ts';

/** The part of the options that says how samples become frames of bands. */
export type SpectralOptions = Pick<
  AudioOptions,
  | 'features'
  | 'convention'
  | 'implementation'
  | 'sampleRateHz'
  | 'frameLength'
  | 'hopLength'
  | 'fftLength'
  | 'numMelBands'
  | 'minHz'
  | 'maxHz'
  | 'floorDb'
  | 'numCoefficients'
>;

const styles: Record<Convention, Pick<Framing, 'window' | 'centred'>> = {
  htk: { window: 'periodic', centred: false },
  librosa: { window: 'periodic', centred: true },
  meyda: { window: 'symmetric', centred: false },
};

/** The frames of these options: length, hop, window. */
export const framingOf = ({ convention, frameLength, hopLength, fftLength }: SpectralOptions): Framing => ({
  frameLength,
  hopLength,
  fftLength,
  ...styles[convention],
});

/**
 * Samples to log-mel bands or MFCC, frame by frame; tables are made once.
 *
 * @param options of `audioOptions`, which checks them
 * @returns a function from samples at `sampleRateHz` to shape `[numFrames, numMelBands or numCoefficients]`
 */
export function spectralFeatures(options: SpectralOptions): (samples: Float32Array) => Matrix {
  const spectrogramOf = options.features === 'mfcc' ? mfcc(options) : logMel(options);
  return (samples) => {
    const { numFrames, numBands, data } = spectrogramOf(samples);
    return matrix(numFrames, numBands, new Float32Array(data));
  };
}

/** Log-mel bands: decibel by HTK's and librosa's conventions, ln(1 + E) by Meyda's. */
export function logMel(options: SpectralOptions): (samples: Float32Array) => Spectrogram {
  const { sampleRateHz, fftLength, numMelBands, minHz, convention, floorDb } = options;
  const bankOptions = { sampleRateHz, fftLength, numMelBands, minHz, maxHz: maxHzOf(options) };
  const bank = convention === 'meyda' ? meydaFilterbank(bankOptions) : melFilterbank(convention === 'htk' ? 'htk' : 'slaney', bankOptions);
  const melSpectrogram = stft(framingOf(options), numMelBands, applyFilterbank(bank));
  return (samples) => (floorDb === null ? toLog1p(melSpectrogram(samples)) : toDecibel(melSpectrogram(samples), floorDb));
}

/** Mel-frequency cepstral coefficients: the cosine transform of log-mel bands, or Meyda's own. */
export function mfcc(options: SpectralOptions): (samples: Float32Array) => Spectrogram {
  const numCoefficients = options.numCoefficients!;
  if (options.implementation === 'meyda') return mfccByMeyda({ ...options, numCoefficients });
  const logMelOf = logMel(options);
  const transform = dct(options.numMelBands, numCoefficients, options.convention === 'meyda' ? 'doubled' : 'orthonormal');
  return (samples) => transform(logMelOf(samples));
}
