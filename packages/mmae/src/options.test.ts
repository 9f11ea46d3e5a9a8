import { InputError } from '@mmae/input';
import { resolveMmaeOptions } from './index.ts';

test('defaults are filled in at every depth, and only what is written differs', () => {
  const { seed, stages } = resolveMmaeOptions({
    stages: { wide: { network: { latentDim: 8, encoders: { text: { hidden: [] } } } } },
  });
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
  expect(resolveMmaeOptions({ stages: { plain: {} } })).toEqual(resolveMmaeOptions());
  expect(resolveMmaeOptions(resolveMmaeOptions())).toEqual(resolveMmaeOptions());
});

test('resolving twice shares nothing', () => {
  const [first, second] = [resolveMmaeOptions(), resolveMmaeOptions()];
  expect(first.stages.plain.network.encoder.hidden).not.toBe(second.stages.plain.network.encoder.hidden);
});

test('stages keep their order, and options have the order of the schema, in which checkpoints store them', () => {
  const { stages } = resolveMmaeOptions({ stages: { second: { training: { patience: 3, epochs: 1 } }, first: {} } });
  expect(Object.keys(stages)).toEqual(['second', 'first']);
  expect(Object.keys(stages.second)).toEqual(['numNetworks', 'network', 'objective', 'training']);
  expect(Object.keys(stages.second.network.encoder)).toEqual(['hidden', 'dropout', 'normalisation', 'residual', 'convolution']);
  expect(Object.keys(stages.second.training).slice(0, 3)).toEqual(['epochs', 'minSteps', 'batchSize']);
});

const stage = (written: object) => ({ stages: { plain: written } });

test.each([
  [{ sed: 1 }, 'mmae: expected a known option, got "sed". Did you mean "seed"?'],
  [stage({ network: { latentDims: 3 } }), 'got "stages.plain.network.latentDims". Did you mean "latentDim"?'],
  [stage({ network: { encoders: { text: { hiden: [] } } } }), 'got "stages.plain.network.encoders.text.hiden". Did you mean "hidden"?'],
  [
    stage({ network: { latentDim: 0 } }),
    'expected stages.plain.network.latentDim to be a whole number of at least 1, got 0. The default is 64.',
  ],
  [stage({ network: { latentDim: 2.5 } }), 'stages.plain.network.latentDim to be a whole number of at least 1, got 2.5.'],
  [stage({ network: { latentDim: '64' } }), 'got "64".'],
  [
    stage({ network: { encoder: { hidden: [8, -1] } } }),
    'stages.plain.network.encoder.hidden.1 to be a whole number of at least 1, got -1.',
  ],
  [stage({ network: { fusion: 'max' } }), 'to be one of mean, sum, concat, productOfExperts, mixture, gatedAttention, got "max".'],
  [stage({ objective: { subsets: 'some' } }), 'to be one of joint, singles, every or a whole number of at least 1, got "some".'],
  [stage({ objective: { subsets: 0 } }), 'got 0.'],
  [stage({ training: { learningRate: 0 } }), 'expected stages.plain.training.learningRate to be a number above 0, got 0.'],
  [stage({ training: { inputDropout: 1 } }), 'to be a number of at least 0 and below 1, got 1.'],
  [stage({ training: { learningRate: NaN } }), 'got NaN.'],
  [stage({ training: { patience: 0 } }), 'expected stages.plain.training.patience to be a whole number of at least 1 or null, got 0.'],
  [
    stage({ network: { encoder: { convolution: { height: 4, width: 4, channels: 1 } } } }),
    'convolution.filters to be a list of at least 1 entry, each a whole number of at least 1, got none.',
  ],
  [stage({ network: { encoder: { convolution: { height: 4, width: 4, channels: 1, filters: [] } } } }), 'convolution.filters to be a list'],
  [{ stages: {} }, 'expected stages to be an object with at least 1 entry, got {}.'],
  [{ stages: [] }, 'expected stages to be an object with at least 1 entry, each value an object, got [].'],
  [{ seed: null }, 'expected seed to be a whole number of at least 0, got null. The default is 0.'],
])('%j is refused', (written, message) => {
  const resolve = () => resolveMmaeOptions(written as never);
  expect(resolve).toThrow(InputError);
  expect(resolve).toThrow(message);
});
