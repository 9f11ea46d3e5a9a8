import { frameRate } from '@mmae/timecode';
import fc from 'fast-check';
import { editRateOf } from './ebucore-format.ts';

test.each([
  ['25', '25', '1', '1'],
  ['29.97df', '30', '1000', '1001'],
  ['23.976', '24', '1000', '1001'],
  ['12.5', '25', '1', '2'],
])('%s is %s × %s / %s', (rate, editRate, factorNumerator, factorDenominator) => {
  expect(editRateOf(frameRate(rate))).toEqual({
    '@editRate': editRate,
    '@factorNumerator': factorNumerator,
    '@factorDenominator': factorDenominator,
  });
});

test('edit rate times factor is the rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 240 }), fc.constantFrom(1, 2, 1001), (frames, den) => {
      const rate = frameRate(`${den === 1001 ? frames * 1000 : frames}/${den}`);
      const { '@editRate': editRate, '@factorNumerator': factorNumerator, '@factorDenominator': factorDenominator } = editRateOf(rate);
      expect((Number(editRate) * Number(factorNumerator)) / Number(factorDenominator)).toBeCloseTo(rate.num / rate.den, 12);
    }),
  );
});
