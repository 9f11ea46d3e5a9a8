import { InputError, resolveOptions } from '@mmae/input';
import { shotOptions } from './shot-options.ts';

test('defaults, and what is refused', () => {
  expect(resolveOptions('test', shotOptions, {})).toEqual({ framesPerSecond: 25, minScore: 0.5 });
  expect(() => resolveOptions('test', shotOptions, { framesPerSecond: 0 })).toThrow(InputError);
  expect(() => resolveOptions('test', shotOptions, { minScore: 1.1 })).toThrow(InputError);
  expect(() => resolveOptions('test', shotOptions, { minscore: 0.4 } as object)).toThrow(/Did you mean "minScore"\?/);
});
