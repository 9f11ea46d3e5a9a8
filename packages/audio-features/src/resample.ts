import type { Audio } from './audio.ts';

/** One low-pass a phase of the output: `taps` weights each, output sample n uses phase n·down mod up. */
interface Polyphase {
  readonly up: number;
  readonly down: number;
  readonly taps: number;
  /** shape `[up, taps]` */
  readonly weights: Float64Array;
}

const zeroCrossings = 64; // of the sinc, on each side
const kaiserBeta = 8; // stopband below −80 dB
const cutoff = 0.955; // of the lower Nyquist frequency, where the gain is ½: the stopband begins at Nyquist
const mostFilters = 8;
const filters = new Map<string, Polyphase>();

/**
 * Band-limited resampling by a rational factor: a Kaiser-windowed sinc in polyphase form (Crochiere & Rabiner 1983, ch. 4;
 * J. O. Smith, *Digital Audio Resampling*). Flat to 0.91 of the lower Nyquist frequency, below −80 dB from Nyquist on.
 *
 * @returns `ceil(samples.length · to / from)` samples at `sampleRateHz`; the same samples where the rate is that already
 * @throws RangeError unless both rates are whole and positive
 */
export function resample({ samples, sampleRateHz: from }: Audio, sampleRateHz: number): Audio {
  if (!(Number.isInteger(from) && Number.isInteger(sampleRateHz) && from > 0 && sampleRateHz > 0)) {
    throw new RangeError(`resample: expected whole rates above 0 Hz, got ${from} and ${sampleRateHz}`);
  }
  if (from === sampleRateHz) return { samples, sampleRateHz };
  const filter = filterOf(from, sampleRateHz);
  const output = new Float32Array(Math.ceil((samples.length * filter.up) / filter.down));
  for (let n = 0; n < output.length; n++) output[n] = outputSample(samples, filter, n);
  return { samples: output, sampleRateHz };
}

/** Output sample n lies at n·down/up of the input; samples outside the input are zero. */
function outputSample(samples: Float32Array, { up, down, taps, weights }: Polyphase, n: number): number {
  const position = n * down;
  const phase = position % up;
  const start = (position - phase) / up - taps / 2 + 1;
  const row = phase * taps - start;
  const end = Math.min(start + taps, samples.length);
  return dot(samples, weights, Math.max(start, 0), end, row);
}

/** Σ samples[i] · weights[row + i] for i from `start` to before `end`; four sums at a time, as one would wait for itself. */
function dot(samples: Float32Array, weights: Float64Array, start: number, end: number, row: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = start;
  for (; i + 3 < end; i += 4) {
    sum0 += samples[i] * weights[row + i];
    sum1 += samples[i + 1] * weights[row + i + 1];
    sum2 += samples[i + 2] * weights[row + i + 2];
    sum3 += samples[i + 3] * weights[row + i + 3];
  }
  for (; i < end; i++) sum0 += samples[i] * weights[row + i];
  return sum0 + sum1 + sum2 + sum3;
}

function filterOf(from: number, to: number): Polyphase {
  const key = `${from}:${to}`;
  const filter = filters.get(key) ?? polyphase(from, to);
  if (filters.size >= mostFilters) filters.clear();
  filters.set(key, filter);
  return filter;
}

function polyphase(from: number, to: number): Polyphase {
  const divisor = greatestCommonDivisor(from, to);
  const [up, down] = [to / divisor, from / divisor];
  const bandwidth = cutoff * Math.min(1, to / from); // of the input's Nyquist frequency
  const half = Math.ceil(zeroCrossings / bandwidth);
  const taps = 2 * half;
  const weights = new Float64Array(up * taps);
  for (let phase = 0; phase < up; phase++) {
    const row = weights.subarray(phase * taps, (phase + 1) * taps);
    for (let tap = 0; tap < taps; tap++) row[tap] = windowedSinc(tap - half + 1 - phase / up, bandwidth, half);
    const gain = row.reduce((sum, weight) => sum + weight, 0); // 1 but for the window's ripple: made exact, so that a constant stays
    for (let tap = 0; tap < taps; tap++) row[tap] /= gain;
  }
  return { up, down, taps, weights };
}

function windowedSinc(distance: number, bandwidth: number, half: number): number {
  const x = Math.PI * bandwidth * distance;
  const sinc = x === 0 ? 1 : Math.sin(x) / x;
  const inside = 1 - (distance / half) ** 2;
  return inside <= 0 ? 0 : bandwidth * sinc * (besselI0(kaiserBeta * Math.sqrt(inside)) / besselI0(kaiserBeta));
}

/** The modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-16; k++) sum += term *= (x / (2 * k)) ** 2;
  return sum;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
