import { fileURLToPath } from 'node:url';
import type { Audio } from './audio.ts';
import { resample } from './signal/resample.ts';

/** A sine of amplitude 0.5. */
export const sine = (hz: number, sampleRateHz: number, seconds = 1): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz));

/** The samples of test/reference/make.py, by the same formula. */
export const referenceAudio = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => {
    const seconds = i / 16_000;
    const rising = 0.5 * Math.sin(2 * Math.PI * (300 + 1500 * seconds) * seconds);
    const falling = 0.2 * Math.sin(2 * Math.PI * (6000 - 2000 * seconds) * seconds);
    return rising + falling + (i === Math.floor(length / 3) ? 0.3 : 0);
  });

export const fixture = (name: string): string => fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));

/** The largest absolute difference of two sequences of equal length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}

/** The maximum correlation of two recordings at 8 kHz, for delays of the second one of up to 150 ms. */
export function maxCorrelation(first: Audio, second: Audio): number {
  const [a, b] = [first, second].map((audio) => resample(audio, 8_000).samples);
  const shifted = (delay: number) => a.reduce((sum, sample, i) => sum + sample * (b[i + delay] ?? 0), 0);
  const energy = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0);
  const best = Math.max(...Array.from({ length: 1_200 }, (_, delay) => shifted(delay)));
  return best / Math.sqrt(energy(a) * energy(b));
}
