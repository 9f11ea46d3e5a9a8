import { type Matrix, matrix, row } from '@mmae/matrix';
import { dot } from './dct.ts';

export interface MelFilterbankOptions {
  readonly sampleRateHz: number;
  readonly fftLength: number;
  readonly numMelBands: number;
  readonly minHz: number;
  readonly maxHz: number;
}

/** A perceptual scale of pitch. */
interface MelScale {
  toMel(hz: number): number;
  toHz(mel: number): number;
}

/** O'Shaughnessy 1987, as in HTK. */
const htk: MelScale = {
  toMel: (hz) => 2595 * Math.log10(1 + hz / 700),
  toHz: (mel) => 700 * (10 ** (mel / 2595) - 1),
};

/** Slaney 1998 (Auditory Toolbox), librosa's default: linear up to 1 kHz, then logarithmic. */
const slaney: MelScale = {
  toMel: (hz) => (hz < 1000 ? (3 * hz) / 200 : 15 + (27 * Math.log(hz / 1000)) / Math.log(6.4)),
  toHz: (mel) => (mel < 15 ? (200 * mel) / 3 : 1000 * 6.4 ** ((mel - 15) / 27)),
};

/**
 * Triangular mel filterbank: `melSpectrum = filterbank · powerSpectrum`.
 *
 * `htk`: the filters have peak 1, so they sum to 1 at every bin between the first and the last centre.
 * `slaney`: each filter has area 1 Hz, as in librosa.
 *
 * @returns shape `[numMelBands, fftLength / 2 + 1]`
 * @throws RangeError unless `0 ≤ minHz < maxHz ≤ sampleRateHz / 2`, or if a filter is too narrow to contain a bin
 */
export function melFilterbank(scale: 'htk' | 'slaney', options: MelFilterbankOptions): Matrix {
  const { sampleRateHz, fftLength, numMelBands, minHz, maxHz } = options;
  if (!(minHz >= 0 && minHz < maxHz && maxHz <= sampleRateHz / 2)) {
    throw new RangeError(
      `melFilterbank: expected 0 <= minHz < maxHz <= ${sampleRateHz / 2} (sampleRateHz / 2), got minHz=${minHz}, maxHz=${maxHz}`,
    );
  }
  const edgesHz = melSpaced(scale === 'htk' ? htk : slaney, numMelBands + 2, minHz, maxHz);
  const bank = matrix(numMelBands, fftLength / 2 + 1);
  for (let band = 0; band < numMelBands; band++) {
    const [low, centre, high] = edgesHz.slice(band, band + 3);
    const peak = scale === 'htk' ? 1 : 2 / (high - low);
    const weights = row(bank, band);
    for (let bin = 0; bin < weights.length; bin++) {
      const hz = (bin * sampleRateHz) / fftLength;
      weights[bin] = peak * Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre)));
    }
  }
  return checkBands(bank);
}

function melSpaced({ toMel, toHz }: MelScale, count: number, minHz: number, maxHz: number): number[] {
  const [first, last] = [toMel(minHz), toMel(maxHz)];
  return Array.from({ length: count }, (_, i) => toHz(first + ((last - first) * i) / (count - 1)));
}

/**
 * Meyda's filterbank (5.6.3): mel = 1125 ln(1 + f / 700) from 0 to half the sample rate in single precision, edges rounded down to
 * bins, triangles with peak 1, without the Nyquist bin.
 *
 * @returns shape `[numMelBands, fftLength / 2 + 1]`
 * @throws RangeError if a filter is too narrow to contain a bin
 */
export function meydaFilterbank({ sampleRateHz, fftLength, numMelBands }: Omit<MelFilterbankOptions, 'minHz' | 'maxHz'>): Matrix {
  const step = (1125 * Math.log(1 + sampleRateHz / 2 / 700)) / (numMelBands + 1);
  const edges = Array.from({ length: numMelBands + 2 }, (_, i) => {
    const hz = Math.fround(700 * (Math.exp(Math.fround(i * step) / 1125) - 1));
    return Math.floor(((fftLength + 1) * hz) / sampleRateHz);
  });
  const bank = matrix(numMelBands, fftLength / 2 + 1);
  for (let band = 0; band < numMelBands; band++) {
    const [low, centre, high] = edges.slice(band, band + 3);
    const weights = row(bank, band);
    for (let bin = low; bin < centre; bin++) weights[bin] = (bin - low) / (centre - low);
    for (let bin = centre; bin < high; bin++) weights[bin] = (high - bin) / (high - centre);
    weights[fftLength / 2] = 0;
  }
  return checkBands(bank);
}

function checkBands(bank: Matrix): Matrix {
  for (let band = 0; band < bank.numRows; band++) {
    if (row(bank, band).some((weight) => weight > 0)) continue;
    throw new RangeError(
      `melFilterbank: expected a bin in every filter, got none in filter ${band} of ${bank.numRows}. Use fewer bands, or a longer transform.`,
    );
  }
  return bank;
}

/** Multiplies powers by a filterbank; only the range of each filter with nonzero weights is read. */
export function applyFilterbank(bank: Matrix): (power: Float64Array, row: Float64Array) => void {
  const bands = Array.from({ length: bank.numRows }, (_, band) => {
    const weights = row(bank, band);
    const first = weights.findIndex((weight) => weight > 0);
    return { first, weights: Float64Array.from(weights.subarray(first, weights.findLastIndex((weight) => weight > 0) + 1)) };
  });
  return (power, melRow) => {
    for (let band = 0; band < bands.length; band++) {
      const { first, weights } = bands[band];
      melRow[band] = dot(weights, 0, power, first, weights.length);
    }
  };
}
