import type { Audio } from '../audio.ts';
import { kernel } from '../kernel.ts';
import { resampleWasm } from './resample.wasm.ts';

interface Functions {
  filter(samples: number, weights: number, taps: number, up: number, down: number, phase: number, output: number, numOutputs: number): void;
}

/** A filter bank for a pair of rates, loaded into a kernel: output sample n uses phase n · down mod up. */
interface Polyphase {
  readonly up: number;
  readonly down: number;
  readonly taps: number;
  /** the samples of one block */
  readonly input: Float32Array;
  readonly output: Float32Array;
  run(phase: number, numOutputs: number): void;
}

const zeroCrossings = 64; // of the sinc function, on each side
const kaiserBeta = 8; // stopband below −80 dB
const cutoff = 0.955; // of the lower Nyquist frequency; there the gain is ½, and the stopband starts at Nyquist
const blockLength = 4096; // output samples per block
const maxFilters = 4;
const maxWeights = 2 ** 20; // per filter bank: 4 MB
const filters = new Map<string, Polyphase>();
const newKernel = kernel<Functions>(resampleWasm);

/**
 * Band-limited resampling by a rational factor: a Kaiser-windowed sinc in polyphase form (Crochiere & Rabiner 1983, ch. 4;
 * J. O. Smith, *Digital Audio Resampling*). Flat to 0.91 of the lower Nyquist frequency, below −80 dB from Nyquist on.
 *
 * If the ratio of the rates needs more than a million weights (383,999 to 16,000 Hz), the nearest ratio that does not is used.
 *
 * @returns `ceil(samples.length · to / from)` samples at `sampleRateHz`; the same samples if the rate is unchanged
 * @throws RangeError unless both rates are positive integers
 */
export function resample({ samples, sampleRateHz: from }: Audio, sampleRateHz: number): Audio {
  if (!(Number.isInteger(from) && Number.isInteger(sampleRateHz) && from > 0 && sampleRateHz > 0)) {
    throw new RangeError(`resample: expected positive integer rates, got ${from} and ${sampleRateHz}`);
  }
  if (from === sampleRateHz) return { samples, sampleRateHz };
  const filter = filterOf(from, sampleRateHz);
  const resampled = new Float32Array(Math.ceil((samples.length * sampleRateHz) / from));
  for (let n = 0; n < resampled.length; n += blockLength) {
    const numOutputs = Math.min(blockLength, resampled.length - n);
    resampleBlock(samples, filter, n, numOutputs);
    resampled.set(filter.output.subarray(0, numOutputs), n);
  }
  return { samples: resampled, sampleRateHz };
}

/** Computes the outputs from n on. Output n is at n · down / up of the input, in the middle of its filter; samples outside the input are zero. */
function resampleBlock(samples: Float32Array, { up, down, taps, input, run }: Polyphase, n: number, numOutputs: number): void {
  const phase = (n * down) % up;
  const start = (n * down - phase) / up - taps / 2 + 1;
  const before = Math.max(0, -start);
  input.fill(0);
  input.set(samples.subarray(start + before, Math.max(0, start + input.length)), before);
  run(phase, numOutputs);
}

function filterOf(from: number, to: number): Polyphase {
  const key = `${from}:${to}`;
  const filter = filters.get(key) ?? polyphase(from, to);
  if (filters.size >= maxFilters) filters.clear();
  filters.set(key, filter);
  return filter;
}

function polyphase(from: number, to: number): Polyphase {
  const bandwidth = cutoff * Math.min(1, to / from); // of the input's Nyquist frequency
  const taps = 8 * Math.ceil(zeroCrossings / bandwidth / 4);
  const [up, down] = ratio(to, from, Math.floor(maxWeights / taps));
  const inputLength = Math.ceil((blockLength * down) / up) + taps + 1;
  const { functions, areas, buffer } = newKernel([4 * inputLength, 4 * blockLength, 4 * up * taps]);
  const [input, output, weights] = areas;
  const bank = new Float32Array(buffer, weights, up * taps);
  for (let phase = 0; phase < up; phase++) fillWeights(bank.subarray(phase * taps, (phase + 1) * taps), phase / up, bandwidth);
  return {
    up,
    down,
    taps,
    input: new Float32Array(buffer, input, inputLength),
    output: new Float32Array(buffer, output, blockLength),
    run: (phase, numOutputs) => functions.filter(input, weights, taps, up, down, phase, output, numOutputs),
  };
}

/** The weights for an output `offset` samples after the middle tap; they sum to 1, so that constants are preserved. */
function fillWeights(weights: Float32Array, offset: number, bandwidth: number): void {
  const half = weights.length / 2;
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++) {
    weights[tap] = windowedSinc(tap - half + 1 - offset, bandwidth, half);
    sum += weights[tap];
  }
  for (let tap = 0; tap < weights.length; tap++) weights[tap] /= sum;
}

function windowedSinc(distance: number, bandwidth: number, half: number): number {
  const x = Math.PI * bandwidth * distance;
  const sinc = x === 0 ? 1 : Math.sin(x) / x;
  const inside = 1 - (distance / half) ** 2;
  return inside <= 0 ? 0 : bandwidth * sinc * besselI0(kaiserBeta * Math.sqrt(inside));
}

/** The modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-16; k++) sum += term *= (x / (2 * k)) ** 2;
  return sum;
}

/**
 * `a / b` in lowest terms. If those have more than `maxPhases` phases, the last convergent of the continued fraction with fewer, which differs by less
 * than 1 / (phases · maxPhases).
 */
function ratio(a: number, b: number, maxPhases: number): [up: number, down: number] {
  let [up, down, lastUp, lastDown] = [1, 0, 0, 1];
  for (let [numerator, denominator] = [a, b]; denominator > 0; [numerator, denominator] = [denominator, numerator % denominator]) {
    const whole = Math.floor(numerator / denominator);
    const next = whole * up + lastUp;
    if (next > maxPhases && down > 0) break;
    [up, down, lastUp, lastDown] = [next, whole * down + lastDown, up, down];
  }
  return [up, down];
}
