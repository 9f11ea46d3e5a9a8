import * as tf from '@tensorflow/tfjs-core';
import { startEngine } from '../index.ts';
import { proveTrainingStep } from './prove-training-step.ts';

beforeAll(() => startEngine('cpu'));

test('an engine that computes correctly passes, and no tensor is left', () => {
  const before = tf.memory().numTensors;
  expect(proveTrainingStep).not.toThrow();
  expect(tf.memory().numTensors).toBe(before);
});

test('an engine that computes another gradient fails', () => {
  const stock = tf.getKernel(tf.BatchMatMul, 'cpu');
  tf.unregisterKernel(tf.BatchMatMul, 'cpu');
  tf.registerKernel({ ...stock, kernelFunc: (call) => tf.getKernel(tf.Neg, 'cpu').kernelFunc({ ...call, inputs: { x: stock.kernelFunc(call) as tf.TensorInfo } }) }); // prettier-ignore
  expect(proveTrainingStep).toThrow('proveTrainingStep: expected weights 0.75,-1.25, got ');
  tf.unregisterKernel(tf.BatchMatMul, 'cpu');
  tf.registerKernel(stock);
});
