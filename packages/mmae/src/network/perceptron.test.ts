import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import type { LayerOptions } from '../options.ts';
import { normalMatrix } from '../tables.test.helper.ts';
import { initialWeights } from './initial-weights.ts';
import { perceptron, perceptronShapes } from './perceptron.ts';
import { countParameters, type Weights } from './weights.ts';

const plain: LayerOptions = { hidden: [], dropout: 0, normalisation: 'none', residual: false, convolution: null };

test('the number of parameters', () => {
  const shapes = perceptronShapes('image.encoder', 10, { ...plain, hidden: [8, 8], normalisation: 'layer' }, 3);
  expect(countParameters(shapes)).toBe(10 * 8 + 8 + 16 + (8 * 8 + 8 + 16) + 8 * 3 + 3);
  expect(shapes['image.encoder.2.weight']).toEqual([8, 3]);
});

test('a hidden layer is relu(x W + b), and a residual one adds its input', () => {
  const weights: Weights = {
    'p.0.weight': { shape: [1, 2], data: Float32Array.of(1, -1) },
    'p.0.bias': { shape: [2], data: Float32Array.of(0, 0.5) },
    'p.1.weight': { shape: [2, 2], data: Float32Array.of(2, 0, 0, 2) },
    'p.1.bias': { shape: [2], data: Float32Array.of(-1, 0) },
    'p.2.weight': { shape: [2, 1], data: Float32Array.of(1, 10) },
    'p.2.bias': { shape: [1], data: Float32Array.of(0.25) },
  };
  const x = matrix(1, 1, Float32Array.of(3));
  const value = (residual: boolean) => perceptron(matrixPass(weights), 'p', { ...plain, hidden: [2, 2], residual }, x).data[0];
  expect(value(false)).toBe(5.25); // (3, 0) → (5, 0) → 5 + 0.25
  expect(value(true)).toBe(8.25); // (3, 0) → (5, 0) + (3, 0) → 8 + 0.25
});

test('normalised units have mean 0 and variance 1 in each row, before scale and shift', () => {
  const shapes = perceptronShapes('p', 3, { ...plain, hidden: [5], normalisation: 'layer' }, 5);
  const random = seededRandom(2);
  const drawn = initialWeights(shapes, random);
  const identity = Float32Array.from({ length: 25 }, (_, k) => Number(k % 6 === 0));
  // a shift far above 0, so that relu changes nothing
  const weights = {
    ...drawn,
    'p.0.shift': { shape: [5], data: new Float32Array(5).fill(100) },
    'p.1.weight': { shape: [5, 5], data: identity },
  };
  const { data } = perceptron(matrixPass(weights), 'p', { ...plain, hidden: [5], normalisation: 'layer' }, normalMatrix(1, 3, random));
  const centred = Array.from(data, (x) => x - 100);
  expect(centred.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 3);
  expect(centred.reduce((sum, x) => sum + x * x, 0) / 5).toBeCloseTo(1, 2);
});
