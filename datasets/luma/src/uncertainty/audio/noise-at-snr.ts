import type { MonoAudio } from '@mmae/wav';
import type { Random } from '@mmae/random';

/** Number of octaves that are summed to pink noise. */
const numOctaves = 12;

/**
 * Adds noise to a clip at a signal-to-noise ratio, the ratio of their root mean squares. If the sum exceeds −1 … 1, it is scaled down.
 *
 * @param noise of any level, with as many samples as the clip
 */
export function noiseAtSnr({ samples, sampleRateHz }: MonoAudio, noise: Float32Array, snrDb: number): MonoAudio {
  const loudness = rms(noise);
  const gain = loudness === 0 ? 0 : rms(samples) / (loudness * 10 ** (snrDb / 20));
  const sum = samples.map((sample, i) => sample + gain * noise[i]);
  const peak = sum.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  return { sampleRateHz, samples: peak > 1 ? sum.map((sample) => sample / peak) : sum };
}

/** Noise of equal power in every octave: a sum of random values that change every 1, 2, 4 … samples (Voss). */
export function pinkNoise(length: number, random: Random): Float32Array {
  const values = Array.from({ length: numOctaves }, () => random.normal());
  return Float32Array.from({ length }, (_, i) => {
    for (let octave = 0; octave < numOctaves && i % 2 ** octave === 0; octave++) values[octave] = random.normal();
    return values.reduce((sum, value) => sum + value, 0);
  });
}

/** An excerpt of a recording from a random start, resampled by linear interpolation; at its end, the recording is repeated. */
export function excerptOf(recording: MonoAudio, length: number, sampleRateHz: number, random: Random): Float32Array {
  const { samples } = recording;
  const [start, step] = [random.integer(samples.length), recording.sampleRateHz / sampleRateHz];
  return Float32Array.from({ length }, (_, i) => {
    const position = start + i * step;
    const [before, fraction] = [Math.floor(position), position - Math.floor(position)];
    return (1 - fraction) * samples[before % samples.length] + fraction * samples[(before + 1) % samples.length];
  });
}

const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
