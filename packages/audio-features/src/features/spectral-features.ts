import { type Matrix, matrix } from '@mmae/matrix';
import { type AudioOptions, type Convention, maxHzOf } from '../audio-options.ts';
import { dct } from './dct.ts';
import { applyFilterbank, melFilterbank, meydaFilterbank } from './mel-filterbank.ts';
import { mfccByMeyda } from './meyda.ts';
import { type Framing, type Spectrogram, stft } from './stft.ts';

/** The options that determine how samples become frames of bands. */
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

/** The framing of these options: length, hop and window. */
export const framingOf = ({ convention, frameLength, hopLength, fftLength }: SpectralOptions): Framing => ({
  frameLength,
  hopLength,
  fftLength,
  ...styles[convention],
});

/**
 * Computes log-mel bands or MFCC frame by frame; the tables are computed once.
 *
 * @param options checked by `audioOptions`
 * @returns a function from samples at `sampleRateHz` to shape `[numFrames, numMelBands or numCoefficients]`
 */
export function spectralFeatures(options: SpectralOptions): (samples: Float32Array) => Matrix {
  const spectrogramOf = options.features === 'mfcc' ? mfcc(options) : logMel(options);
  return (samples) => {
    const { numFrames, numBands, data } = spectrogramOf(samples);
    return matrix(numFrames, numBands, new Float32Array(data));
  };
}

/** Log-mel bands: in decibels by the conventions of HTK and librosa, ln(1 + E) by that of Meyda. */
export function logMel(options: SpectralOptions): (samples: Float32Array) => Spectrogram {
  const { sampleRateHz, fftLength, numMelBands, minHz, convention, floorDb } = options;
  const bankOptions = { sampleRateHz, fftLength, numMelBands, minHz, maxHz: maxHzOf(options) };
  const bank = convention === 'meyda' ? meydaFilterbank(bankOptions) : melFilterbank(convention === 'htk' ? 'htk' : 'slaney', bankOptions);
  const melSpectrogram = stft(framingOf(options), numMelBands, applyFilterbank(bank));
  return (samples) => (floorDb === null ? toLog1p(melSpectrogram(samples)) : toDecibel(melSpectrogram(samples), floorDb));
}

/** Mel-frequency cepstral coefficients: the cosine transform of log-mel bands, or computed by Meyda. */
export function mfcc(options: SpectralOptions): (samples: Float32Array) => Spectrogram {
  const numCoefficients = options.numCoefficients!;
  if (options.implementation === 'meyda') return mfccByMeyda({ ...options, numCoefficients });
  const logMelOf = logMel(options);
  const transform = dct(options.numMelBands, numCoefficients, options.convention === 'meyda' ? 'doubled' : 'orthonormal');
  return (samples) => transform(logMelOf(samples));
}

const decibelPerNeper = 10 / Math.LN10; // of power
const minPower = 1e-10; // the power of silence: −100 dB

/**
 * Converts powers to decibels, in place: 10 log₁₀ of the power, at least −100 dB and at least `floorDb` below the maximum.
 * Equal to `librosa.power_to_db(ref=1, amin=1e-10, top_db=floorDb)`.
 */
export function toDecibel(spectrogram: Spectrogram, floorDb: number): Spectrogram {
  const { data } = spectrogram;
  let loudest = -Infinity;
  for (let i = 0; i < data.length; i++) {
    data[i] = decibelPerNeper * Math.log(Math.max(minPower, data[i]));
    loudest = Math.max(loudest, data[i]);
  }
  for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i], loudest - floorDb);
  return spectrogram;
}

/** ln(1 + power), in place, as in Meyda. It depends on gain: quiet audio gives values near 0. */
export function toLog1p(spectrogram: Spectrogram): Spectrogram {
  const { data } = spectrogram;
  for (let i = 0; i < data.length; i++) data[i] = Math.log(1 + data[i]);
  return spectrogram;
}
