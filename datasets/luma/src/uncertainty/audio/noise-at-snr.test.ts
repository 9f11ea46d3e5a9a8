import { seededRandom } from '@mmae/random';
import { excerptOf, noiseAtSnr, pinkNoise } from './noise-at-snr.ts';

const tone = (gain: number, length = 8192) => ({
  samples: Float32Array.from({ length }, (_, i) => gain * Math.sin(i / 3)),
  sampleRateHz: 22_050,
});
const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;

describe('noiseAtSnr', () => {
  it.each([-5, 0, 3, 20])('adds noise %d dB below the clip', (snrDb) => {
    const clip = tone(0.05);
    const { samples } = noiseAtSnr(clip, pinkNoise(8192, seededRandom(1)), snrDb);
    const noise = samples.map((sample, i) => sample - clip.samples[i]);
    expect(10 * Math.log10(power(clip.samples) / power(noise))).toBeCloseTo(snrDb, 3);
  });

  it('scales clip and noise down together if their sum is too loud', () => {
    const clip = tone(1);
    const noise = pinkNoise(8192, seededRandom(1));
    const { samples } = noiseAtSnr(clip, noise, 0);
    const loudest = Math.max(...samples.map(Math.abs));
    const unbounded = noiseAtSnr(tone(0.01), noise, 0).samples;
    expect(loudest).toBeCloseTo(1, 6);
    expect(samples[100] / samples[7]).toBeCloseTo(unbounded[100] / unbounded[7], 3);
  });

  it('leaves silence silent', () => {
    expect(noiseAtSnr(tone(0), pinkNoise(8192, seededRandom(1)), 3).samples.every((sample) => sample === 0)).toBe(true);
  });
});

test('pink noise has about the same power in every octave', () => {
  let noise = pinkNoise(2 ** 16, seededRandom(2));
  const differences = Array.from({ length: 5 }, () => {
    const [mean, half] = [new Float32Array(noise.length / 2), new Float32Array(noise.length / 2)];
    mean.forEach((_, i) => ([mean[i], half[i]] = [(noise[2 * i] + noise[2 * i + 1]) / 2, (noise[2 * i] - noise[2 * i + 1]) / 2]));
    noise = mean;
    return power(half);
  });
  for (const difference of differences) expect(difference / differences[0]).toBeGreaterThan(0.6); // white noise would halve each time
  for (const difference of differences) expect(difference / differences[0]).toBeLessThan(2.5); // brown noise would double
});

test('an excerpt of a recording keeps its pitch at another rate, and repeats the recording', () => {
  const recording = { samples: Float32Array.from({ length: 441 }, (_, i) => Math.sin((2 * Math.PI * i) / 44.1)), sampleRateHz: 44_100 };
  const excerpt = excerptOf(recording, 2000, 22_050, seededRandom(3));
  const crossings = excerpt.reduce((count, sample, i) => count + (i > 0 && excerpt[i - 1] < 0 && sample >= 0 ? 1 : 0), 0);
  expect(Math.abs(crossings - (2000 / 22_050) * 1000)).toBeLessThanOrEqual(1);
});
