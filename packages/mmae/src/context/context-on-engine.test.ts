import { engineStatus, startEngine } from '@mmae/tensor-engine';
import { seededRandom } from '@mmae/random';
import * as tf from '@tensorflow/tfjs-core';
import { tensorPass, toTensors } from '../arithmetic/tensor-pass.test.helper.ts';
import { tensorArithmetic } from '../arithmetic/tensor-arithmetic.ts';
import { maxDifference } from '../tables.test.helper.ts';
import type { Weights } from '../network/weights.ts';
import { contextLoss, contextOnEngine } from './context-on-engine.ts';
import { expected, referenceBatch, referenceNetwork, referenceWeights } from './context-reference.test.helper.ts';

test('the loss equals that of numpy, on every engine of this machine', async () => {
  for (const { name, available } of await engineStatus()) {
    if (!available) continue;
    await startEngine(name);
    const [loss] = tf.tidy(() => contextLoss(tensorPass(referenceWeights), referenceNetwork, referenceBatch).dataSync());
    expect([name, loss]).toEqual([name, expect.closeTo(expected.loss, 5)]);
  }
});

const lossAt = (weights: Weights) => tf.tidy(() => contextLoss(tensorPass(weights), referenceNetwork, referenceBatch).dataSync()[0]);

test('the gradient of each weight equals the slope of the loss along it', async () => {
  await startEngine('cpu');
  const variables = Object.entries(toTensors(referenceWeights)).map(([name, tensor]) => [name, tf.variable(tensor)] as const);
  const pass = { arithmetic: tensorArithmetic, weights: Object.fromEntries(variables) as never, dropout: <T>(x: T) => x };
  const { grads } = tf.variableGrads(
    () => contextLoss(pass, referenceNetwork, referenceBatch),
    variables.map(([, variable]) => variable),
  );
  for (const [name, variable] of variables) {
    const gradient = grads[variable.name].dataSync() as Float32Array;
    const length = Math.hypot(...gradient);
    if (length < 1e-4) continue; // the bias of keys changes no softmax
    const { shape, data } = referenceWeights[name];
    const moved = (step: number) =>
      lossAt({ ...referenceWeights, [name]: { shape, data: data.map((x, k) => x + (step * gradient[k]) / length) } });
    expect([name, (moved(5e-3) - moved(-5e-3)) / 1e-2 / length]).toEqual([name, expect.closeTo(1, 1)]);
  }
});

test('a step lowers the loss, reports the one before it, and leaks no tensor', async () => {
  await startEngine('wasm');
  const encoder = contextOnEngine(referenceNetwork, referenceWeights, { weightDecay: 0 });
  const step = () => encoder.step(referenceBatch, 1e-2, seededRandom(1));
  expect(step()).toBeCloseTo(expected.loss, 5);
  const { numTensors } = tf.memory();
  expect(step()).toBeLessThan(expected.loss);
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(maxDifference(encoder.weights()['hidden'].data, referenceWeights['hidden'].data)).toBeGreaterThan(0.001);
  encoder.dispose();
});
