import { dot } from './dot.ts';
import type { Spectrogram } from './stft.ts';

/**
 * The first coefficients of each frame's discrete cosine transform, type II.
 *
 * @param scaling `orthonormal` (librosa), or `doubled`: unnormalised times two (Meyda)
 * @returns as many frames of `numCoefficients`
 * @throws RangeError unless `1 ≤ numCoefficients ≤ numBands`
 */
export function dct(numBands: number, numCoefficients: number, scaling: 'orthonormal' | 'doubled'): (input: Spectrogram) => Spectrogram {
  if (!(numCoefficients >= 1 && numCoefficients <= numBands)) {
    throw new RangeError(`dct: expected 1 <= numCoefficients <= ${numBands} (the bands), got ${numCoefficients}`);
  }
  const basis = Float64Array.from({ length: numCoefficients * numBands }, (_, i) => {
    const [k, n] = [Math.floor(i / numBands), i % numBands];
    return scaleOf(k, numBands, scaling) * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * numBands));
  });
  return ({ numFrames, data }) => {
    const output = new Float64Array(numFrames * numCoefficients);
    for (let t = 0; t < numFrames; t++) {
      for (let k = 0; k < numCoefficients; k++) {
        output[t * numCoefficients + k] = dot(basis, k * numBands, data, t * numBands, numBands);
      }
    }
    return { numFrames, numBands: numCoefficients, data: output };
  };
}

function scaleOf(k: number, numBands: number, scaling: 'orthonormal' | 'doubled'): number {
  return scaling === 'doubled' ? 2 : Math.sqrt((k === 0 ? 1 : 2) / numBands);
}
