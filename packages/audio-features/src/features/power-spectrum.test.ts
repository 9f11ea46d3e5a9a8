// Covers `kernel.ts` and `power-spectrum.wasm.ts` as well.
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { largestDifference } from '../audio.test.support.ts';
import { framePair, powerSpectrum } from './power-spectrum.ts';

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

test('powers equal the definition for every power of two', () => {
  const oneFrame = fc
    .integer({ min: 2, max: 9 })
    .chain((exponent) => fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2 ** exponent, maxLength: 2 ** exponent }));
  fc.assert(
    fc.property(oneFrame, (values) => {
      const frame = Float64Array.from(values);
      const { frames, powers, transform } = framePair(frame.length);
      frames[0].set(frame);
      frames[1].set(frame.map(Math.cbrt));
      transform();
      expect(largestDifference(powers[0], slowPowers(frame))).toBeLessThan(1e-9);
      expect(largestDifference(powers[1], slowPowers(frame.map(Math.cbrt)))).toBeLessThan(1e-9);
    }),
    { numRuns: 40 },
  );
});

test('the energy of a frame equals that of its spectrum (Parseval)', () => {
  const frame = Float64Array.from({ length: 1024 }, (_, i) => Math.sin(i * i));
  const energy = frame.reduce((sum, sample) => sum + sample * sample, 0);
  const spectral = powerSpectrum(frame).reduce((sum, value, bin) => sum + (bin % 512 === 0 ? value : 2 * value), 0) / 1024;
  expect(spectral).toBeCloseTo(energy, 9);
});

test('a length that is not a power of two is refused', () => {
  expect(() => framePair(400)).toThrow(
    'framePair: expected the frame length to be a power of two of at least 4, got 400. Pad the frame to the next one.',
  );
});

test('the kernels are up to date with their sources', () => {
  const script = fileURLToPath(new URL('../../tools/build-kernels.mjs', import.meta.url));
  expect(spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});
