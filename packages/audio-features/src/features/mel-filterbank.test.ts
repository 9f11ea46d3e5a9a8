import { readFileSync } from 'node:fs';
import { largestDifference } from '../audio.test.support.ts';
import { applyFilterbank, melFilterbank, meydaFilterbank } from './mel-filterbank.ts';

const reference = JSON.parse(readFileSync(new URL('../../test/reference/librosa.json', import.meta.url), 'utf8'));
const options = { sampleRateHz: 16_000, fftLength: 128, numMelBands: 10, minHz: 100, maxHz: 7000 };

test.each(['htk', 'slaney'] as const)('%s filters are librosa’s', (scale) => {
  const bank = melFilterbank(scale, options);
  expect([bank.numRows, bank.numColumns]).toEqual([10, 65]);
  expect(largestDifference(bank.data, reference[scale].flat())).toBeLessThan(1e-6);
});

test('htk filters sum to 1 between the first and the last centre', () => {
  const { data, numRows, numColumns } = melFilterbank('htk', { ...options, fftLength: 512 });
  const sums = Array.from({ length: numColumns }, (_, bin) =>
    Array.from({ length: numRows }, (_, band) => data[band * numColumns + bin]).reduce((a, b) => a + b),
  );
  for (const sum of sums.slice(10, 170)) expect(sum).toBeCloseTo(1, 5); // 312 to 5281 Hz
});

test('applyFilterbank equals the full matrix product', () => {
  const bank = meydaFilterbank({ sampleRateHz: 16_000, fftLength: 512, numMelBands: 26 });
  const power = Float64Array.from({ length: 257 }, (_, bin) => Math.sin(bin) ** 2);
  const mel = new Float64Array(26);
  applyFilterbank(bank)(power, mel);
  const whole = Array.from(mel, (_, band) => power.reduce((sum, value, bin) => sum + value * bank.data[band * 257 + bin], 0));
  expect(largestDifference(mel, whole)).toBeLessThan(1e-9);
});

test('bands outside the spectrum, and bands that are too narrow, are refused', () => {
  expect(() => melFilterbank('htk', { ...options, maxHz: 9000 })).toThrow(
    'melFilterbank: expected 0 <= minHz < maxHz <= 8000 (sampleRateHz / 2), got minHz=100, maxHz=9000',
  );
  expect(() => melFilterbank('htk', { ...options, numMelBands: 100 })).toThrow('Use fewer bands, or a longer transform.');
  expect(() => meydaFilterbank({ sampleRateHz: 16_000, fftLength: 64, numMelBands: 40 })).toThrow('got none in filter 0 of 40');
});
