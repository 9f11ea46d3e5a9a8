import { kernel } from '../kernel.ts';
import { powerSpectrumWasm } from './power-spectrum.wasm.ts';

/** Two frames that are transformed at once, in the memory of their own kernel. */
export interface FramePair {
  /** each `[length]`; fill them before calling `transform`, which does not change them */
  readonly frames: readonly [Float64Array, Float64Array];
  /** each `[length / 2 + 1]`: |DFT|², unscaled, for bins 0 … length / 2; valid until the next `transform` */
  readonly powers: readonly [Float64Array, Float64Array];
  transform(): void;
}

interface Functions {
  transformPair(half: number, frames: number, order: number, twiddles: number, fineTwiddles: number, complex: number, powers: number): void;
}

const newKernel = kernel<Functions>(powerSpectrumWasm);

/**
 * Allocates two real frames and their power spectra. A WASM SIMD kernel transforms both at once in double precision: each vector holds one number
 * of each frame.
 *
 * @param length of a frame, a power of two of at least 4
 * @throws RangeError for any other length
 */
export function framePair(length: number): FramePair {
  if (!(length >= 4 && Number.isInteger(Math.log2(length)))) {
    throw new RangeError(
      `framePair: expected the frame length to be a power of two of at least 4, got ${length}. Pad the frame to the next one.`,
    );
  }
  const half = length / 2;
  const numBytes = [16 * length, 4 * half, 8 * half, 8 * length, 16 * length, 16 * (half + 1)];
  const { functions, areas, buffer } = newKernel(numBytes);
  const [frames, order, twiddles, fineTwiddles, complex, powers] = areas;
  const numbers = (count: number, from: number) => new Float64Array(buffer, from, count);
  numbers(half, twiddles).set(twiddleFactors(half));
  numbers(length, fineTwiddles).set(twiddleFactors(length));
  new Uint32Array(buffer, order, half).set(bitReversal(half).map((index) => 32 * index));
  return {
    frames: [numbers(length, frames), numbers(length, frames + 8 * length)],
    powers: [numbers(half + 1, powers), numbers(half + 1, powers + 8 * (half + 1))],
    transform: () => functions.transformPair(half, frames, order, twiddles, fineTwiddles, complex, powers),
  };
}

/** The power spectrum of a single frame; see `stft` for many. @returns shape `[frame.length / 2 + 1]` */
export function powerSpectrum(frame: ArrayLike<number>): Float64Array {
  const { frames, powers, transform } = framePair(frame.length);
  frames[0].set(frame);
  transform();
  return powers[0].slice();
}

/** Twiddle factors: cosines and sines, interleaved, of half a turn in steps of 2π / length. */
const twiddleFactors = (length: number) =>
  Float64Array.from({ length }, (_, i) => (i % 2 === 0 ? Math.cos : Math.sin)((2 * Math.PI * Math.floor(i / 2)) / length));

function bitReversal(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 1; i < length; i++) order[i] = (order[i >> 1] >> 1) | (i & 1 ? length >> 1 : 0);
  return order;
}
