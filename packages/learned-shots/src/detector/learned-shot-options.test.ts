import { InputError, resolveOptions } from '@mmae/input';
import { learnedShotOptions } from './learned-shot-options.ts';

test('defaults, and what is refused', () => {
  expect(resolveOptions('test', learnedShotOptions, {})).toEqual({ framesPerSecond: 25, minScore: 0.5, numThreads: 0 });
  expect(() => resolveOptions('test', learnedShotOptions, { numThreads: -1 })).toThrow(InputError);
  expect(() => resolveOptions('test', learnedShotOptions, { threads: 2 } as object)).toThrow(InputError);
});
