import { framePair } from './power-spectrum.ts';

/** How a sound is cut into frames. */
export interface Framing {
  /** samples under the window */
  readonly frameLength: number;
  /** samples from one frame to the next */
  readonly hopLength: number;
  /** samples of the transform, a power of two: the frame and zeros */
  readonly fftLength: number;
  /** Hann's window: `periodic` divides by frameLength (librosa), `symmetric` by frameLength − 1 (Meyda) */
  readonly window: 'periodic' | 'symmetric';
  /** frame t is centred on sample t·hopLength (librosa), else it begins there */
  readonly centred: boolean;
}

/** A number of frames of as many bands, in double precision: what lies between sound and features. */
export interface Spectrogram {
  readonly numFrames: number;
  readonly numBands: number;
  /** length `numFrames * numBands`, frame after frame */
  readonly data: Float64Array;
}

/**
 * How many frames a sound has. Centred: one each `hopLength`, the ends padded with zeros. Else as many as hold every sample,
 * the last one padded with zeros; a sound shorter than a frame has one.
 */
export function numFramesOf(numSamples: number, { frameLength, hopLength, centred }: Framing): number {
  if (centred) return 1 + Math.floor(numSamples / hopLength);
  return 1 + Math.max(0, Math.ceil((numSamples - frameLength) / hopLength));
}

/** How many samples give that many frames exactly: `numFramesOf(lengthOfFrames(n, framing), framing)` is n. */
export function lengthOfFrames(numFrames: number, { frameLength, hopLength, centred }: Framing): number {
  return (numFrames - 1) * hopLength + (centred ? 0 : frameLength);
}

/**
 * The short-time Fourier transform's powers, projected frame by frame, so that no whole spectrogram stands in memory.
 *
 * @param project writes what becomes of the powers `[fftLength / 2 + 1]` into a row `[numBands]`
 * @returns a function from samples to their spectrogram
 * @throws RangeError unless `2 ≤ frameLength ≤ fftLength`, a power of two, and `hopLength ≥ 1`
 */
export function stft(
  framing: Framing,
  numBands: number,
  project: (power: Float64Array, row: Float64Array) => void,
): (samples: Float32Array) => Spectrogram {
  const { frameLength, hopLength, fftLength, centred } = framing;
  if (!(frameLength >= 2 && frameLength <= fftLength && hopLength >= 1)) {
    throw new RangeError(
      `stft: expected 2 <= frameLength <= fftLength and hopLength >= 1, got frameLength=${frameLength}, fftLength=${fftLength}, hopLength=${hopLength}`,
    );
  }
  const window = hann(framing);
  const { frames, powers, transform } = framePair(fftLength);
  const inset = centred ? (fftLength - frameLength) >> 1 : 0; // the window stands in the middle of the transform
  const lead = centred ? fftLength / 2 - inset : 0;
  return (samples) => {
    const numFrames = numFramesOf(samples.length, framing);
    const data = new Float64Array(numFrames * numBands);
    for (let t = 0; t < numFrames; t += 2) {
      fillFrame(frames[0], inset, samples, t * hopLength - lead, window);
      fillFrame(frames[1], inset, samples, (t + 1) * hopLength - lead, window);
      transform();
      project(powers[0], data.subarray(t * numBands, (t + 1) * numBands));
      if (t + 1 < numFrames) project(powers[1], data.subarray((t + 1) * numBands, (t + 2) * numBands));
    }
    return { numFrames, numBands, data };
  };
}

/** Windowed samples from `start` on, zeros where there are none. */
function fillFrame(frame: Float64Array, inset: number, samples: Float32Array, start: number, window: Float64Array): void {
  const first = Math.min(Math.max(0, -start), window.length);
  const end = Math.max(first, Math.min(window.length, samples.length - start));
  if (end - first < window.length) frame.fill(0);
  for (let i = first; i < end; i++) frame[inset + i] = samples[start + i] * window[i];
}

function hann({ frameLength, window }: Framing): Float64Array {
  const period = window === 'periodic' ? frameLength : frameLength - 1;
  return Float64Array.from({ length: frameLength }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / period));
}
