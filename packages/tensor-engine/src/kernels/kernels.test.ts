// `missing-kernels.ts`, `relu-gradient.ts`, `wasm-mat-mul.ts`, `wasm-sum.ts`, `webgpu-add-n.ts`, `webgpu-mat-mul.ts` and `webgpu-sums.ts`, which read values
// by `tensor-values.ts`: values and gradients of operations on every engine.
import { seededRandom } from '@mmae/random';
import * as tf from '@tensorflow/tfjs-core';
import { startEngine } from '../index.ts';
import { describeEngines } from '../engines/describe-engines.test.helper.ts';

const random = seededRandom(1);
const numbers = (...shape: number[]) => tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, random.normal), shape);

type Case = [name: string, make: () => tf.Tensor[], f: (...inputs: tf.Tensor[]) => tf.Tensor];

const cases: Case[] = [
  ['matMul', () => [numbers(3, 4), numbers(4, 5)], (a, b) => tf.matMul(a, b)],
  ['matMul of a transposed', () => [numbers(4, 3), numbers(4, 5)], (a, b) => tf.matMul(a, b, true)],
  ['matMul by a transposed', () => [numbers(3, 4), numbers(5, 4)], (a, b) => tf.matMul(a, b, false, true)],
  ['matMul, both transposed', () => [numbers(4, 3), numbers(5, 4)], (a, b) => tf.matMul(a, b, true, true)],
  ['batched matMul', () => [numbers(2, 3, 4), numbers(2, 5, 4)], (a, b) => tf.matMul(a, b, false, true)],
  [
    'a fused dense layer',
    () => [numbers(3, 4), numbers(4, 5), numbers(5)],
    (a, b, bias) => tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias, activation: 'relu' }),
  ],
  ['relu', () => [numbers(3, 4)], (x) => tf.relu(x)],
  ['conv2d', () => [numbers(1, 5, 5, 2), numbers(3, 3, 2, 3)], (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')],
  [
    'depthwiseConv2d',
    () => [numbers(1, 4, 4, 2), numbers(3, 3, 2, 1)],
    (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
  ],
  ['sum of everything', () => [numbers(3, 4)], (x) => tf.sum(x)],
  ['sum along the first axes', () => [numbers(3, 2, 4)], (x) => tf.sum(x, [0, 1])],
  ['sum along the middle axis', () => [numbers(3, 2, 4)], (x) => tf.sum(x, 1, true)],
  ['mean along the last axes', () => [numbers(3, 2, 4)], (x) => tf.mean(x, [2, 1])],
  ['the sum of twenty', () => Array.from({ length: 20 }, () => numbers(3, 4)), (...all) => tf.addN(all)],
  ['gather', () => [numbers(4, 3)], (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'))],
];

describeEngines(() => {
  test.each(cases)('the gradient of %s matches central differences', (_, make, f) => {
    const before = numBuffers();
    tf.tidy(() => {
      const inputs = make();
      const loss = (...values: tf.Tensor[]) => tf.sum(tf.square(f(...values)));
      const gradients = tf.grads(loss)(inputs);
      inputs.forEach((input, i) => {
        const slopes = centralDifferences((moved) => loss(...inputs.with(i, moved)).dataSync()[0], input);
        const scale = Math.max(1, ...slopes.map(Math.abs));
        expect(worst(gradients[i].dataSync(), slopes) / scale).toBeLessThan(2e-3);
      });
    });
    expect(numBuffers()).toEqual(before);
  });

  test('the sum of a million squares is exact to five digits', () => {
    const values = Float32Array.from({ length: 1e6 }, (_, i) => 0.01 * Math.sin(i));
    const exact = values.reduce((sum, value) => sum + value * value, 0);
    const [sum, mean] = tf.tidy(() => [tf.sum(tf.square(values)), tf.mean(tf.square(values))].map((x) => x.dataSync()[0]));
    expect(sum / exact).toBeCloseTo(1, 5);
    expect((mean * 1e6) / exact).toBeCloseTo(1, 5);
  });

  test.each(cases)('%s has the same value and gradient as on cpu', async (_, make, f) => {
    const engine = tf.getBackend();
    const inputs = tf.tidy(() => make().map((input) => ({ values: input.dataSync().slice(), shape: input.shape })));
    const run = () =>
      tf.tidy(() => {
        const tensors = inputs.map(({ values, shape }) => tf.tensor(values.slice(), shape));
        return [f(...tensors), ...tf.grads((...values) => tf.sum(tf.square(f(...values))))(tensors)].map((x) => x.dataSync().slice());
      });
    const seen = run();
    await startEngine('cpu');
    const expected = run();
    await tf.setBackend(engine);
    seen.forEach((values, i) => expect(worst(values, expected[i])).toBeLessThan(1e-4));
  });
});

test('on wasm a single matrix is multiplied with a whole batch, and batches that do not match are refused', async () => {
  await startEngine('wasm');
  tf.tidy(() => {
    const [batch, single] = [numbers(2, 3, 4), numbers(4, 5)];
    const expected = tf.stack(tf.unstack(batch).map((each) => tf.matMul(each, single)));
    expect([...tf.matMul(batch, single).dataSync()]).toEqual([...expected.dataSync()]);
    expect(() => tf.matMul(numbers(2, 1, 3, 4), numbers(1, 5, 4, 2))).toThrow('matMul: expected 1 or 10 matrices in each operand, got 2.');
  });
});

test('einsum, which has no gradient, has its value on wasm', async () => {
  await startEngine('wasm');
  tf.tidy(() => {
    const [a, b] = [numbers(3, 4), numbers(4, 2)];
    expect(worst(tf.einsum('ij,jk->ik', a, b).dataSync(), tf.matMul(a, b).dataSync())).toBeLessThan(1e-5);
  });
});

/** Numbers of tensors and of the buffers of the engines. */
function numBuffers(): number[] {
  return [tf.memory().numTensors, tf.backend().numDataIds(), tf.findBackend('cpu').numDataIds()];
}

/** The derivative by each element, by central differences. */
function centralDifferences(f: (x: tf.Tensor) => number, x: tf.Tensor): number[] {
  const values = x.dataSync<'float32'>();
  const h = 1e-2;
  return Array.from(values, (value, i) => {
    const at = (moved: number) => tf.tidy(() => f(tf.tensor(values.slice().fill(moved, i, i + 1), x.shape)));
    return (at(value + h) - at(value - h)) / (2 * h);
  });
}

function worst(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(got, (value, i) => Math.abs(value - expected[i])));
}
