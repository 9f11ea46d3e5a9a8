import { seededRandom } from '@mmae/random';
import { adam, clipByNorm, globalNorm, startEngine, type EngineName } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';

/** How far an operation on an engine is from the same one on `cpu`. */
export interface Comparison {
  readonly name: string;
  /** the largest difference of a value or of a gradient, as a share of the largest number there */
  readonly difference: number;
  /** whether a second run gave the same bits */
  readonly isRepeatable: boolean;
}

type Inputs = readonly tf.Tensor[];
type Case = readonly [name: string, shapes: readonly number[][], f: (inputs: Inputs) => tf.Tensor];

const product = (transposeA: boolean, transposeB: boolean) => (inputs: Inputs) => tf.matMul(inputs[0], inputs[1], transposeA, transposeB);

/** Operations of training, in sizes that choose different kernels: small and large, divisible by four and not, with a long inner dimension. */
const cases: readonly Case[] = [
  ['matMul, 3×4×5', [[3, 4], [4, 5]], product(false, false)], // prettier-ignore
  ['matMul, 128×3072×1024', [[128, 3072], [3072, 1024]], product(false, false)], // prettier-ignore
  ['matMul, a transposed, 400×128×512', [[128, 400], [128, 512]], product(true, false)], // prettier-ignore
  ['matMul, b transposed, 128×512×400', [[128, 512], [400, 512]], product(false, true)], // prettier-ignore
  ['matMul, both transposed, 37×65×129', [[65, 37], [129, 65]], product(true, true)], // prettier-ignore
  ['matMul, 128×2048×64, long and small', [[128, 2048], [2048, 64]], product(false, false)], // prettier-ignore
  ['matMul, 1×512×3000, one row', [[1, 512], [512, 3000]], product(false, false)], // prettier-ignore
  ['a batch of products', [[4, 30, 40], [4, 50, 40]], product(false, true)], // prettier-ignore
  ['a dense layer with relu', [[128, 400], [400, 512], [512]], ([x, w, b]) => tf.relu(tf.add(tf.matMul(x, w), b))], // prettier-ignore
  ['relu', [[1000, 333]], ([x]) => tf.relu(x)],
  ['sum of everything', [[777, 1301]], ([x]) => tf.sum(x)],
  ['mean of everything', [[128, 3072]], ([x]) => tf.mean(x)],
  ['sum of columns', [[513, 1029]], ([x]) => tf.sum(x, 0)],
  ['mean of columns, three axes', [[30, 20, 70]], ([x]) => tf.mean(x, [0, 1], true)],
  ['sum of rows', [[513, 1029]], ([x]) => tf.sum(x, 1)],
  ['mean of the middle axis', [[30, 20, 70]], ([x]) => tf.mean(x, 1)],
  ['the sum of twenty tensors', Array.from({ length: 20 }, () => [30, 40]), (all) => tf.addN([...all])],
  ['squaredDifference', [[128, 400], [128, 400]], ([x, y]) => tf.squaredDifference(x, y)], // prettier-ignore
  ['logSoftmax', [[512, 42]], ([x]) => tf.logSoftmax(x as tf.Tensor2D)],
  ['concat and slice', [[128, 64], [128, 64]], ([x, y]) => tf.slice(tf.concat([x, y], 1), [0, 32], [128, 64])], // prettier-ignore
  ['gather', [[500, 40]], ([x]) => tf.gather(x, tf.tensor1d([2, 0, 499, 2], 'int32'))],
  ['conv2d', [[8, 32, 32, 3], [3, 3, 3, 16]], ([x, w]) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')], // prettier-ignore
  ['two steps of adam, clipped', [[3072, 256], [256], [1]], twoSteps], // prettier-ignore
];

/** Two optimizer steps on a loss that every input is in. @returns the updated inputs as one vector */
function twoSteps(inputs: Inputs): tf.Tensor {
  return tf.tidy(() => {
    const variables = inputs.map((input) => tf.variable(input));
    const optimizer = adam({ weightDecay: 0.01 });
    for (let step = 0; step < 2; step++) {
      const { grads } = tf.variableGrads(() => tf.addN(variables.map((x) => tf.sum(tf.square(tf.add(x, 0.5))))) as tf.Scalar, variables);
      optimizer.step(variables, clipByNorm(grads, globalNorm(grads) / 2).gradients, 0.01);
    }
    const updated = tf.concat1d(variables.map((variable) => tf.reshape(variable, [-1])));
    optimizer.dispose();
    tf.dispose(variables);
    return updated;
  });
}

/** Runs operations on an engine, twice, and on `cpu`. @param maxNumbers leaves out those with a larger input, for an engine in software */
export async function compareWithCpu(engine: EngineName, maxNumbers = Infinity): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [name, shapes, f] of cases) {
    if (shapes.some((shape) => tf.util.sizeFromShape(shape) > maxNumbers)) continue;
    const inputs = shapes.map((shape, i) => ({ shape, values: normalNumbers(tf.util.sizeFromShape(shape), i + 1) }));
    const on = async (name: EngineName) => {
      await startEngine(name);
      return valuesAndGradients(f, inputs);
    };
    const [seen, again, expected] = [await on(engine), await on(engine), await on('cpu')];
    comparisons.push({
      name,
      difference: Math.max(...seen.map((values, i) => worst(values, expected[i]))),
      isRepeatable: seen.every((values, i) => values.every((value, k) => Object.is(value, again[i][k]))),
    });
  }
  await startEngine(engine);
  return comparisons;
}

interface Input {
  readonly shape: number[];
  readonly values: Float32Array;
}

/** The value of an operation, and the gradients of the sum of its squares. */
function valuesAndGradients(f: Case[2], inputs: readonly Input[]): Float32Array[] {
  return tf.tidy(() => {
    const tensors = inputs.map(({ values, shape }) => tf.tensor(values.slice(), shape));
    const value = f(tensors);
    const gradients = f === twoSteps ? [] : tf.grads((...moved: tf.Tensor[]) => tf.sum(tf.square(f(moved))))(tensors);
    return [value, ...gradients].map((tensor) => tensor.dataSync<'float32'>().slice());
  });
}

const normalNumbers = (length: number, seed: number) => {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random.normal());
};

function worst(got: Float32Array, expected: Float32Array): number {
  let [difference, scale] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(got[i] - expected[i]));
    if (Number.isNaN(got[i])) return NaN;
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return scale === 0 ? difference : difference / scale;
}
