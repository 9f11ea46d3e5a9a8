import { Ajv } from 'ajv';
import { optionsSchema, resolveOptions } from './index.ts';

test('defaults are filled in at every depth, and only what is written differs', () => {
  const { seed, stages } = resolveOptions({ stages: { wide: { network: { latentDim: 8, encoders: { text: { hidden: [] } } } } } });
  expect(seed).toBe(0);
  expect(Object.keys(stages)).toEqual(['wide']);
  expect(stages.wide.network).toMatchObject({
    latentDim: 8,
    fusion: 'mean',
    encoder: { hidden: [256] },
    encoders: { text: { hidden: [] } },
  });
  expect(stages.wide.network.encoders.text).toEqual({ hidden: [] });
  expect(stages.wide.training).toMatchObject({ epochs: 20, learningRate: 1e-3, patience: null });
  expect(resolveOptions({ stages: { plain: {} } })).toEqual(resolveOptions());
  expect(resolveOptions(resolveOptions())).toEqual(resolveOptions());
});

test('filling in twice shares nothing', () => {
  expect(resolveOptions().stages.plain.network.encoder.hidden).not.toBe(resolveOptions().stages.plain.network.encoder.hidden);
});

const stage = (written: object) => ({ stages: { plain: written } });

test.each([
  [{ sed: 1 }, TypeError, 'resolveOptions: expected one of seed, stages in the options, got "sed".'],
  [stage({ network: { latentDims: 3 } }), TypeError, 'in stages.plain.network, got "latentDims".'],
  [stage({ network: { encoders: { text: { hiden: [] } } } }), TypeError, 'in stages.plain.network.encoders.text, got "hiden".'],
  [stage({ network: { latentDim: 0 } }), RangeError, 'expected a whole number of at least 1 as stages.plain.network.latentDim, got 0.'],
  [stage({ network: { latentDim: 2.5 } }), TypeError, 'expected a whole number of at least 1 as stages.plain.network.latentDim, got 2.5.'],
  [stage({ network: { latentDim: '64' } }), TypeError, 'stages.plain.network.latentDim, got "64".'],
  [stage({ network: { encoder: { hidden: [8, -1] } } }), RangeError, 'as stages.plain.network.encoder.hidden.1, got -1.'],
  [stage({ network: { fusion: 'max' } }), RangeError, 'expected one of mean, sum, concat, productOfExperts, mixture, gatedAttention'],
  [stage({ objective: { subsets: 'some' } }), RangeError, 'expected one of joint, singles, every or a whole number of at least 1'],
  [stage({ objective: { subsets: 0 } }), RangeError, 'got 0.'],
  [stage({ training: { learningRate: 0 } }), RangeError, 'expected a number above 0 as stages.plain.training.learningRate, got 0.'],
  [stage({ training: { inputDropout: 1 } }), RangeError, 'expected a number of at least 0 and below 1'],
  [stage({ training: { learningRate: NaN } }), TypeError, 'got NaN.'],
  [
    stage({ training: { patience: 0 } }),
    RangeError,
    'expected null or a whole number of at least 1 as stages.plain.training.patience, got 0.',
  ],
  [stage({ network: { encoder: { convolution: { height: 4, width: 4, channels: 1 } } } }), TypeError, 'expected filters in stages.plain'],
  [
    stage({ network: { encoder: { convolution: { height: 4, width: 4, channels: 1, filters: [] } } } }),
    RangeError,
    'convolution.filters, got []',
  ],
  [{ stages: {} }, RangeError, 'expected an object with entries, at least 1 as stages, got {}.'],
  [{ stages: [] }, TypeError, 'expected an object with entries, at least 1 as stages, got [].'],
  [{ seed: null }, TypeError, 'expected a whole number of at least 0 as seed, got null.'],
])('%j is refused', (written, kind, message) => {
  const resolve = () => resolveOptions(written as never);
  expect(resolve).toThrow(kind);
  expect(resolve).toThrow(message);
});

test('the published schema agrees with a validator of JSON Schema', () => {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: true });
  const validate = ajv.compile(optionsSchema);
  expect(validate(resolveOptions())).toBe(true);
  expect(validate({ stages: { a: { network: { latentDim: 0 } } } })).toBe(false);
  expect(validate({ stages: { a: { netwrk: {} } } })).toBe(false);
});
