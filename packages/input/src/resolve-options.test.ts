// Covers resolve-options.ts and input-error.ts.
import { z } from 'zod';
import { InputError, problemsOf, resolveOptions } from './index.ts';

const length = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.enum(['pad', 'stretch']), numFrames: z.int().min(1) }),
  z.strictObject({ mode: z.literal('pool') }),
]);

const schema = z.strictObject({
  size: z.int().min(8).multipleOf(4).default(32),
  features: z.array(z.enum(['hog', 'pixels'])).min(1).default(['hog']),
  minHz: z.number().min(0).nullable().default(null),
  dropout: z.number().min(0).lt(1).optional(),
  language: z.string().refine((tag) => tag === 'en', 'a language tag').optional(),
  subsets: z.union([z.enum(['joint', 'singles']), z.int().min(1)]).default('joint'),
  snrDb: z.tuple([z.number(), z.number()]).optional(),
  encoders: z.record(z.string().regex(/^[a-z]+$/), z.strictObject({ hidden: z.array(z.int().min(1)).optional() })).default({}),
  length: length.default({ mode: 'pool' }),
  training: z.strictObject({ epochs: z.int().min(1).default(20) }).prefault({}),
}); // prettier-ignore

const resolve = (given: unknown) => resolveOptions('extractor', schema, given);

test('omitted options take their defaults, in the order of the schema', () => {
  const resolved = resolve({ training: {}, size: 64 });
  expect(resolved).toEqual({
    size: 64,
    features: ['hog'],
    minHz: null,
    subsets: 'joint',
    encoders: {},
    length: { mode: 'pool' },
    training: { epochs: 20 },
  });
  expect(Object.keys(resolved)).toEqual(['size', 'features', 'minHz', 'subsets', 'encoders', 'length', 'training']);
});

test('two results share no objects', () => {
  expect(resolve({}).features).not.toBe(resolve({}).features);
  expect(resolve({}).training).not.toBe(resolve({}).training);
});

test.each([
  [{ sise: 32 }, 'expected a known option, got "sise". Did you mean "size"?'],
  [{ training: { epoch: 3 } }, 'expected a known option, got "training.epoch". Did you mean "epochs"?'],
  [{ training: { colour: 3 } }, 'expected a known option, got "training.colour". Known: epochs.'],
  [{ encoders: { text: { hiden: [] } } }, 'expected a known option, got "encoders.text.hiden". Did you mean "hidden"?'],
  [{ length: { mode: 'pool', numFrames: 3 } }, 'expected a known option, got "length.numFrames". Known: mode.'],
  [{ size: 30 }, 'expected size to be a whole number of at least 8 and a multiple of 4, got 30. The default is 32.'],
  [{ size: '32' }, 'expected size to be a whole number of at least 8 and a multiple of 4, got "32". The default is 32.'],
  [{ size: NaN }, 'expected size to be a whole number of at least 8 and a multiple of 4, got NaN. The default is 32.'],
  [{ features: [] }, 'expected features to be a list of at least 1 entry, each one of hog, pixels, got []. The default is ["hog"].'],
  [{ features: ['edges'] }, 'expected features.0 to be one of hog, pixels, got "edges".'],
  [{ minHz: 'low' }, 'expected minHz to be a number of at least 0 or null, got "low". The default is null.'],
  [{ dropout: 1 }, 'expected dropout to be a number of at least 0 and below 1, got 1.'],
  [{ language: 'x' }, 'expected language to be a language tag, got "x".'],
  [{ language: 3 }, 'expected language to be a text, got 3.'],
  [{ subsets: 0 }, 'expected subsets to be one of joint, singles or a whole number of at least 1, got 0. The default is "joint".'],
  [
    { subsets: 'some' },
    'expected subsets to be one of joint, singles or a whole number of at least 1, got "some". The default is "joint".',
  ],
  [{ snrDb: [1] }, 'expected snrDb to be a list of 2 entries: a number, a number, got [1].'],
  [{ snrDb: [1, 'x'] }, 'expected snrDb.1 to be a number, got "x".'],
  [{ encoders: { Text: {} } }, 'expected every name in encoders to be a name that matches /^[a-z]+$/, got "Text".'],
  [{ encoders: [] }, 'expected encoders to be an object, each value an object, got [].'],
  [{ length: { mode: 'cut' } }, 'expected length.mode to be one of pad, stretch, pool, got "cut".'],
  [{ length: { mode: 'pad' } }, 'expected length.numFrames to be a whole number of at least 1, got none.'],
  [{ length: 3 }, 'expected length to be an object with mode pad, stretch or pool, got 3. The default is {"mode":"pool"}.'],
  [{ training: { epochs: 0 } }, 'expected training.epochs to be a whole number of at least 1, got 0. The default is 20.'],
  [{ training: 'long'.repeat(30) }, `expected training to be an object, got "${'long'.repeat(14)}lo….`],
  [7, 'expected the options to be an object, got 7.'],
  [undefined, 'expected the options to be an object, got none.'],
])('%j is refused', (given, message) => {
  expect(() => resolve(given)).toThrow(new InputError(`extractor: ${message}`));
});

test('every broken rule is named', () => {
  const given = { size: 3, traning: {} };
  expect(problemsOf(schema, given)).toEqual([
    'expected size to be a whole number of at least 8 and a multiple of 4, got 3. The default is 32.',
    'expected a known option, got "traning". Did you mean "training"?',
  ]);
  expect(() => resolve(given)).toThrow(/^extractor: expected size [^\n]*\n {2}expected a known option/);
  expect(problemsOf(schema, {})).toEqual([]);
});

test('a check across several options names one of them and has its own message', () => {
  const band = z
    .strictObject({ minHz: z.number().default(0), maxHz: z.number().default(100) })
    .transform((options) => ({ ...options, width: options.maxHz - options.minHz }))
    .check(({ value, issues }) => {
      if (value.width <= 0) issues.push({ code: 'custom', path: ['minHz'], message: 'a number below maxHz', input: value.minHz });
    });
  expect(() => resolveOptions('band', band, { minHz: 200 })).toThrow(
    new InputError('band: expected minHz to be a number below maxHz, got 200. The default is 0.'),
  );
  expect(() => resolveOptions('band', band, { maxHz: -1 })).toThrow('expected minHz to be a number below maxHz, got 0.');
  expect(() => resolveOptions('band', band, { minhz: 200 })).toThrow('Did you mean "minHz"?');
  expect(resolveOptions('band', band, {})).toEqual({ minHz: 0, maxHz: 100, width: 100 });
});
