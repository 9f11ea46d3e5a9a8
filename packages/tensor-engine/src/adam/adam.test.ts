// Each engine has its way: `adam-kernels.ts` for cpu, `adam-wasm.ts`, `adam-tensorflow.ts`, `adam-webgpu.ts`. Gradients are clipped by `clip-by-norm.ts`.
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { reference } from './reference.test.helper.ts';
import { adam, clipByNorm, cosine, type AdamOptions, type Optimizer, type Schedule } from '../index.ts';
import { describeEngines } from '../engines/describe-engines.test.helper.ts';

type Weights = Record<'hidden' | 'bias' | 'out', tf.Variable>;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let numNetworks = 0;

/** The network of make-adam.py. */
function network() {
  const x = tf.tensor2d(reference.x);
  const y = tf.tensor2d(reference.y);
  const variable = (name: string, value: tf.TensorLike) => tf.variable(tf.tensor(value), true, `${name}-${numNetworks}`);
  numNetworks++;
  const weights = tf.tidy(() =>
    Object.fromEntries(Object.entries(reference.start).map(([name, value]) => [name, variable(name, value)])),
  ) as Weights;
  const loss = () =>
    tf.losses.meanSquaredError(y, tf.matMul(tf.tanh(tf.add(tf.matMul(x, weights.hidden), weights.bias)), weights.out)) as tf.Scalar;
  return { weights, loss, dispose: () => tf.dispose([x, y, ...Object.values(weights)]) };
}

function trainStep(
  net: ReturnType<typeof network>,
  optimizer: Optimizer,
  rate?: number,
  maxNorm = Infinity,
): { loss: number; norm: number } {
  return tf.tidy(() => {
    const variables = Object.values(net.weights);
    const { value, grads } = tf.variableGrads(net.loss, variables);
    const { gradients, norm } = clipByNorm(grads, maxNorm);
    optimizer.step(variables, gradients, rate);
    return { loss: value.dataSync()[0], norm };
  });
}

const runs: [keyof typeof reference.trainings, AdamOptions, number, Schedule | undefined][] = [
  ['adam', { learningRate: 0.01 }, Infinity, undefined],
  ['largeEpsilon', { learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-2 }, Infinity, undefined],
  ['adamw', { weightDecay: 0.1 }, 0.3, cosine({ from: 0.02, numSteps: 100 })],
];

describeEngines((engine) => {
  test.each(runs)('a hundred steps of %s agree with PyTorch', (name, options, maxNorm, schedule) => {
    const net = network();
    const optimizer = adam(options);
    const seen = Array.from({ length: 100 }, (_, step) => trainStep(net, optimizer, schedule?.(step), maxNorm));
    expect(
      worst(
        seen.map(({ loss }) => loss),
        reference.trainings[name].losses,
      ),
    ).toBeLessThan(1e-4);
    if (maxNorm < Infinity)
      expect(
        worst(
          seen.map(({ norm }) => norm),
          reference.trainings[name].norms,
        ),
      ).toBeLessThan(1e-4);
    for (const key of ['hidden', 'bias', 'out'] as const) {
      expect(worst(net.weights[key].dataSync(), reference.trainings[name].weights[key])).toBeLessThan(1e-4);
    }
    optimizer.dispose();
    net.dispose();
  });

  test('a step leaks no tensor, and dispose frees the rest', () => {
    const before = tf.memory().numTensors;
    const net = network();
    const optimizer = adam({ weightDecay: 0.01 });
    trainStep(net, optimizer);
    const after = tf.memory();
    for (let i = 0; i < 5; i++) trainStep(net, optimizer);
    expect(tf.memory()).toMatchObject({ numTensors: after.numTensors, numDataBuffers: after.numDataBuffers, numBytes: after.numBytes });
    optimizer.dispose();
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a restored optimizer continues with bit-identical results', () => {
    const net = network();
    const optimizer = adam({ learningRate: 0.05 });
    for (let i = 0; i < 3; i++) trainStep(net, optimizer);
    const saved = optimizer.state();
    const weights = Object.values(net.weights).map((weight) => tf.clone(weight));
    const straight = [trainStep(net, optimizer), trainStep(net, optimizer)];
    Object.values(net.weights).forEach((weight, i) => weight.assign(weights[i]));
    const resumed = adam({ learningRate: 0.05 });
    resumed.restore(saved);
    expect([trainStep(net, resumed), trainStep(net, resumed)]).toEqual(straight);
    expect(resumed.state().step).toBe(5);
    tf.dispose(weights);
    for (const each of [optimizer, resumed, net]) each.dispose();
  });

  test('the same start gives bit-identical results', () => {
    const train = () => {
      const net = network();
      const optimizer = adam();
      for (let i = 0; i < 20; i++) trainStep(net, optimizer);
      const weights = [...net.weights.hidden.dataSync()];
      optimizer.dispose();
      net.dispose();
      return weights;
    };
    expect(train()).toEqual(train());
  });

  test('the next step changes weights that were assigned from outside', () => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const gradients = { [weight.name]: tf.tensor1d([1, -1]) };
    const optimizer = adam({ learningRate: 0.5 });
    optimizer.step([weight], gradients);
    expect(worst(weight.dataSync(), [0.5, 2.5])).toBeLessThan(1e-5);
    tf.tidy(() => weight.assign(tf.tensor1d([10, 20])));
    optimizer.step([weight], gradients);
    expect(worst(weight.dataSync(), [9.5, 20.5])).toBeLessThan(1e-5);
    optimizer.dispose();
    tf.dispose([weight, gradients]);
  });

  test('five thousand steps do not increase resident memory', async () => {
    const weight = tf.tidy(() => tf.variable(tf.ones([64, 64])));
    const gradients = { [weight.name]: tf.ones([64, 64]) };
    const optimizer = adam({ weightDecay: 0.01 });
    const megabytesAfter = async (numSteps: number) => {
      for (let i = 0; i < numSteps; i++) {
        optimizer.step([weight], gradients);
        await setImmediate(); // WebGPU frees memory between turns of the event loop
        if (i % 500 === 0) collectGarbage(); // Node 24 otherwise keeps more garbage than the limit below
      }
      return process.memoryUsage().rss / 2 ** 20;
    };
    const early = await megabytesAfter(1000);
    expect((await megabytesAfter(4000)) - early).toBeLessThan(engine === 'webgpu' ? 128 : 32); // a leaked tensor per step: 64 MB, 20 of them on webgpu
    optimizer.dispose();
    tf.dispose([weight, gradients]);
  });

  if (engine === 'cpu') return;
  test('a product uses the new weights, not a packed copy of the old ones', () => {
    const weight = tf.variable(tf.eye(8));
    const optimizer = adam({ learningRate: 0.5 });
    tf.tidy(() => {
      tf.matMul(tf.eye(8), weight).dataSync();
      optimizer.step([weight], { [weight.name]: tf.ones([8, 8]) });
      expect(tf.matMul(tf.eye(8), weight).dataSync()[0]).toBeCloseTo(0.5, 5);
    });
    optimizer.dispose();
    weight.dispose();
  });
});

test('a variable without a gradient, a state of another model and a setting out of range are refused', () => {
  const weight = tf.variable(tf.tensor1d([1, 2]), true, 'lonely');
  expect(() => adam().step([weight], {})).toThrow('adam: expected a gradient for every variable, got none for "lonely".');
  const optimizer = adam();
  optimizer.restore({ step: 1, moments: { lonely: { first: new Float32Array(3), second: new Float32Array(3) } } });
  expect(() => optimizer.step([weight], { lonely: weight })).toThrow('adam: expected 2 moments for "lonely", got 3 and 3.');
  expect(() => adam({ beta2: 1 })).toThrow('adam: expected 0 <= beta2 < 1, got 1');
  expect(() => clipByNorm({}, 0)).toThrow('clipByNorm: expected maxNorm > 0, got 0');
  weight.dispose();
});

function worst(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  return Math.max(...Array.from(got, (value, i) => Math.abs(value - expected[i])));
}
