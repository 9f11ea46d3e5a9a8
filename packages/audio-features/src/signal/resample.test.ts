// Covers `kernel.ts` and `resample.wasm.ts` as well.
import fc from 'fast-check';
import { largestDifference, sine } from '../audio.test.support.ts';
import { resample } from './resample.ts';

const inner = (samples: Float32Array, margin = 200) => samples.subarray(margin, samples.length - margin);
const decibel = (samples: Float32Array) =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length + 1e-30);

test('a sine below 0.9 of the lower Nyquist frequency is preserved', () => {
  const rates = fc.constantFrom(8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000);
  fc.assert(
    fc.property(rates, rates, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (from, to, share) => {
      const hz = (share * Math.min(from, to)) / 2;
      const { samples, sampleRateHz } = resample({ samples: sine(hz, from, 0.2), sampleRateHz: from }, to);
      expect(sampleRateHz).toBe(to);
      const margin = Math.ceil(0.02 * to) + 100;
      const expected = sine(hz, to, samples.length / to);
      expect(largestDifference(inner(samples, margin), inner(expected, margin))).toBeLessThan(1e-3);
    }),
    { numRuns: 15 },
  );
});

test.each([8_100, 9_000, 12_000, 20_000])('a tone of %d Hz is attenuated to below −80 dB at 16 kHz', (hz) => {
  const { samples } = resample({ samples: sine(hz, 44_100), sampleRateHz: 44_100 }, 16_000);
  expect(decibel(inner(samples)) - decibel(sine(hz, 44_100))).toBeLessThan(-80);
});

test('a constant is preserved, and so is the duration', () => {
  const { samples } = resample({ samples: new Float32Array(44_100).fill(0.25), sampleRateHz: 44_100 }, 16_000);
  expect(samples.length).toBe(16_000);
  expect(largestDifference(inner(samples), new Float32Array(15_600).fill(0.25))).toBeLessThan(1e-6);
});

test('an impulse keeps its time and is symmetric', () => {
  const samples = new Float32Array(4410);
  samples[2205] = 1; // 50 ms
  const { samples: out } = resample({ samples, sampleRateHz: 44_100 }, 16_000);
  expect(out.indexOf(Math.max(...out))).toBe(800);
  expect(largestDifference(out.subarray(801, 850), out.slice(751, 800).reverse())).toBeLessThan(1e-6);
});

test('a fractional rate is refused', () => {
  expect(() => resample({ samples: new Float32Array(4), sampleRateHz: 16_000.5 }, 16_000)).toThrow(
    'resample: expected positive integer rates, got 16000.5 and 16000',
  );
});
