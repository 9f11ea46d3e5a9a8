import type { MonoAudio } from '@mmae/wav';
import type { Random } from '@mmae/random';

/** Octaves that pink noise is summed from. */
const numOctaves = 12;

/**
 * A clip with noise so loud that the root mean square of the clip stands `snrDb` above the noise's. Where the sum would leave −1 … 1, both are
 * made quieter together.
 *
 * @param noise as many samples as the clip has, at any level
 */
export function noiseAtSnr({ samples, sampleRateHz }: MonoAudio, noise: Float32Array, snrDb: number): MonoAudio {
  const loudness = rms(noise);
  const gain = loudness === 0 ? 0 : rms(samples) / (loudness * 10 ** (snrDb / 20));
  const sum = samples.map((sample, i) => sample + gain * noise[i]);
  const peak = sum.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  return { sampleRateHz, samples: peak > 1 ? sum.map((sample) => sample / peak) : sum };
}

/** As loud in every octave: random values held for 1, 2, 4 … samples, summed (Voss). */
export function pinkNoise(length: number, random: Random): Float32Array {
  const held = Array.from({ length: numOctaves }, () => random.normal());
  return Float32Array.from({ length }, (_, i) => {
    for (let octave = 0; octave < numOctaves && i % 2 ** octave === 0; octave++) held[octave] = random.normal();
    return held.reduce((sum, value) => sum + value, 0);
  });
}

/** A stretch of a recording from a random place on, at another rate by linear interpolation, begun anew where it ends. */
export function stretchOf(recording: MonoAudio, length: number, sampleRateHz: number, random: Random): Float32Array {
  const { samples } = recording;
  const [start, step] = [random.integer(samples.length), recording.sampleRateHz / sampleRateHz];
  return Float32Array.from({ length }, (_, i) => {
    const place = start + i * step;
    const [before, rest] = [Math.floor(place), place - Math.floor(place)];
    return (1 - rest) * samples[before % samples.length] + rest * samples[(before + 1) % samples.length];
  });
}

const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
