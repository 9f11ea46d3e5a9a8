import { z } from 'zod';
import { InputError } from './input-error.ts';
import { resolveOptions } from './resolve-options.ts';

const schema = z.strictObject({
  size: z.int().min(8).multipleOf(4).default(32),
  features: z.array(z.enum(['hog', 'pixels'])).min(1).default(['hog']),
  minHz: z.number().nullable().default(null),
  training: z.strictObject({ epochs: z.int().min(1).default(20) }).prefault({}),
}); // prettier-ignore

const resolve = (given: unknown) => resolveOptions('extractor', schema, given);

test('what is left out takes its default', () => {
  expect(resolve({ size: 64 })).toEqual({ size: 64, features: ['hog'], minHz: null, training: { epochs: 20 } });
});

test.each([
  [{ sise: 32 }, 'extractor: expected a known option, got "sise". Did you mean "size"?'],
  [{ training: { epoch: 3 } }, 'extractor: expected a known option, got "training.epoch". Did you mean "epochs"?'],
  [{ colour: 1 }, 'extractor: expected a known option, got "colour". Known: size, features, minHz, training.'],
  [{ size: 30 }, 'extractor: expected size to be a multiple of 4, got 30.'],
  [{ size: 4 }, 'extractor: expected size to be at least 8, got 4.'],
  [{ size: '32' }, 'extractor: expected size to be a number, got "32".'],
  [{ size: 32.5 }, 'extractor: expected size to be a whole number, got 32.5.'],
  [{ features: [] }, 'extractor: expected features to be at least 1 entry long, got [].'],
  [{ features: ['edges'] }, 'extractor: expected features.0 to be one of hog, pixels, got "edges".'],
  [{ minHz: 'low' }, 'extractor: expected minHz to be a number, got "low".'],
  [{ training: { epochs: 0 } }, 'extractor: expected training.epochs to be at least 1, got 0.'],
  [7, 'extractor: expected the options to be an object, got 7.'],
])('%j is refused', (given, message) => {
  expect(() => resolve(given)).toThrow(new InputError(message));
});
