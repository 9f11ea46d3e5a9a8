import { InputError, resolveOptions } from '@mmae/input';
import { mccaOptions, selfLabelledMcca, selfLabelledMccaOptions } from './index.ts';

test('MCCA weights components by √ρ, its self-labelled form by ρ', () => {
  expect(resolveOptions('mcca', mccaOptions, {})).toEqual({ width: 64, power: 0.5, copies: true, maxBlockLength: 512, seed: 0 });
  expect(resolveOptions('selfLabelledMcca', selfLabelledMccaOptions, {}).power).toBe(1);
});

test.each([
  [{ rigde: 1 }, 'selfLabelledMcca: expected a known option, got "rigde". Did you mean "ridge"?'],
  [{ width: 0 }, 'expected width to be a whole number of at least 1, got 0. The default is 64.'],
  [{ l2: -1 }, 'expected l2 to be a number of at least 0, got -1.'],
  [{ power: 'high' }, 'expected power to be a number of at least 0, got "high". The default is 1.'],
])('%j is refused', (options, message) => {
  expect(() => selfLabelledMcca(options as object)).toThrow(InputError);
  expect(() => selfLabelledMcca(options as object)).toThrow(message);
});
