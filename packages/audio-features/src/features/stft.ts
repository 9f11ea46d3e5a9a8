import { framePair } from './power-spectrum.ts';

/** How samples are divided into frames. */
export interface Framing {
  /** the length of the window, in samples */
  readonly frameLength: number;
  /** the distance between frames, in samples */
  readonly hopLength: number;
  /** the length of the transform, in samples: the frame padded with zeros to a power of two */
  readonly fftLength: number;
  /** the Hann window: `periodic` divides by frameLength (librosa), `symmetric` by frameLength − 1 (Meyda) */
  readonly window: 'periodic' | 'symmetric';
  /** whether frame t is centred on sample t · hopLength (librosa) or starts there */
  readonly centred: boolean;
}

/** Frames of bands in double precision, before the features. */
export interface Spectrogram {
  readonly numFrames: number;
  readonly numBands: number;
  /** shape `[numFrames, numBands]` */
  readonly data: Float64Array;
}

/**
 * The number of frames of `numSamples` samples. Centred: one per `hopLength`, with zeros at the ends. Otherwise: enough to cover all samples, with
 * zeros at the end of the last frame; at least one.
 */
export function numFramesOf(numSamples: number, { frameLength, hopLength, centred }: Framing): number {
  if (centred) return 1 + Math.floor(numSamples / hopLength);
  return 1 + Math.max(0, Math.ceil((numSamples - frameLength) / hopLength));
}

/** The number of samples for which `numFramesOf` returns `numFrames`. */
export function lengthOfFrames(numFrames: number, { frameLength, hopLength, centred }: Framing): number {
  return (numFrames - 1) * hopLength + (centred ? 0 : frameLength);
}

/**
 * The powers of the short-time Fourier transform, projected frame by frame, so that the full spectrogram is never in memory.
 *
 * @param project converts the powers of a frame, `[fftLength / 2 + 1]`, to a row, `[numBands]`
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
  const inset = centred ? (fftLength - frameLength) >> 1 : 0; // the window is in the middle of the transform
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

/** Writes windowed samples from `start` on into a frame, and zeros beyond the samples. */
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
