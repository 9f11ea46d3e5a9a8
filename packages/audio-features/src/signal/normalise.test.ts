import { sine } from '../audio.test.support.ts';
import { toMono } from '../audio.ts';
import { normaliseGain, removeMean, trimSilence } from './normalise.ts';

const peak = (samples: Float32Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

test('gain: the peak to 1, the root mean square to 0.1, or none', () => {
  const quiet = sine(440, 16_000).map((sample) => -0.01 * sample);
  expect(peak(normaliseGain(quiet, 'peak'))).toBeCloseTo(1, 6);
  expect(rms(normaliseGain(quiet, 'rms'))).toBeCloseTo(0.1, 6);
  expect(normaliseGain(quiet, 'none')).toEqual(quiet);
  expect(Math.sign(normaliseGain(quiet, 'peak')[10])).toBe(-1);
});

test('audio that never exceeds −100 dB is silence and is not amplified', () => {
  const whisper = Float32Array.of(9e-6, -9e-6);
  expect(normaliseGain(whisper, 'peak')).toEqual(whisper);
  expect(normaliseGain(new Float32Array(3), 'rms')).toEqual(new Float32Array(3));
});

test('a DC offset is removed', () => {
  expect(removeMean(Float32Array.of(1, 2, 6))).toEqual(Float32Array.of(-2, -1, 3));
});

test('silence at both ends is trimmed to 10 ms, pauses are kept', () => {
  const samples = new Float32Array(16_000);
  samples.set(sine(440, 16_000, 0.1), 4_000);
  samples.set(sine(440, 16_000, 0.1), 9_600);
  const trimmed = trimSilence({ samples, sampleRateHz: 16_000 }, 35);
  expect([trimmed.byteOffset / 4, trimmed.length]).toEqual([4_000, 9_600 + 1_600 - 4_000]);
});

test('34 dB below the maximum is kept, 36 dB below is trimmed', () => {
  const end = (belowDb: number) => {
    const samples = new Float32Array(3_200);
    samples.set(sine(400, 16_000, 0.1));
    samples.set(
      sine(400, 16_000, 0.1).map((sample) => sample * 10 ** (-belowDb / 20)),
      1_600,
    );
    return trimSilence({ samples, sampleRateHz: 16_000 }, 35).length;
  };
  expect([end(34), end(36)]).toEqual([3_200, 1_600]);
});

test('complete silence is kept', () => {
  expect(trimSilence({ samples: new Float32Array(1_000), sampleRateHz: 16_000 }, 35).length).toBe(1_000);
});

test('mono is the mean of the channels: opposite channels cancel', () => {
  expect(toMono([Float32Array.of(1, 0.5), Float32Array.of(0, -0.5)])).toEqual(Float32Array.of(0.5, 0));
});
