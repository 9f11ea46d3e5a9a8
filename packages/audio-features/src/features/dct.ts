import type { Spectrogram } from './stft.ts';

/**
 * The first coefficients of the type-II discrete cosine transform of each frame.
 *
 * @param scaling `orthonormal` (librosa), or `doubled`: twice the unnormalised transform (Meyda)
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

/**
 * Σ a[aStart + i] · b[bStart + i] for 0 ≤ i < `length`. Four partial sums are faster, since their additions do not depend on each other.
 */
export function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    sum0 += a[aStart + i] * b[bStart + i];
    sum1 += a[aStart + i + 1] * b[bStart + i + 1];
    sum2 += a[aStart + i + 2] * b[bStart + i + 2];
    sum3 += a[aStart + i + 3] * b[bStart + i + 3];
  }
  for (; i < length; i++) sum0 += a[aStart + i] * b[bStart + i];
  return sum0 + sum1 + (sum2 + sum3);
}
