import fc from 'fast-check';
import { powerSpectrum } from './power-spectrum.ts';
import { largestDifference } from './sound.test.helper.ts';

/** By the definition of the discrete Fourier transform. */
function slowPowers(frame: Float64Array): number[] {
  return Array.from({ length: frame.length / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    frame.forEach((sample, i) => {
      re += sample * Math.cos((2 * Math.PI * k * i) / frame.length);
      im -= sample * Math.sin((2 * Math.PI * k * i) / frame.length);
    });
    return re * re + im * im;
  });
}

test('powers are those of the definition, at every power of two', () => {
  const oneFrame = fc
    .integer({ min: 2, max: 9 })
    .chain((exponent) => fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2 ** exponent, maxLength: 2 ** exponent }));
  fc.assert(
    fc.property(oneFrame, (values) => {
      const frame = Float64Array.from(values);
      const power = new Float64Array(frame.length / 2 + 1);
      powerSpectrum(frame.length)(frame, power);
      expect(largestDifference(power, slowPowers(frame))).toBeLessThan(1e-9);
    }),
    { numRuns: 40 },
  );
});

test('the energy of a frame is that of its spectrum (Parseval)', () => {
  const frame = Float64Array.from({ length: 1024 }, (_, i) => Math.sin(i * i));
  const power = new Float64Array(513);
  powerSpectrum(1024)(frame, power);
  const energy = frame.reduce((sum, sample) => sum + sample * sample, 0);
  const spectral = power.reduce((sum, value, bin) => sum + (bin % 512 === 0 ? value : 2 * value), 0) / 1024;
  expect(spectral).toBeCloseTo(energy, 9);
});

test('a length that is no power of two is refused', () => {
  expect(() => powerSpectrum(400)).toThrow('powerSpectrum: expected a power of two from 4 on, got 400. Pad the frames to the next one.');
});
