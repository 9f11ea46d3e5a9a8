import { startEngine } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { agreementLoss, divergenceLoss } from './losses.ts';

beforeAll(() => startEngine('cpu'));

test('the divergence of N(μ, 1) is μ² / 2, and that of N(0, σ²) is (σ² − 1 − log σ²) / 2', () => {
  const divergence = (mean: number, logVariance: number) =>
    divergenceLoss(tf.tensor2d([[mean]]), tf.tensor2d([[logVariance]]), tf.tensor2d([[1]])).dataSync()[0];
  expect(divergence(3, 0)).toBeCloseTo(4.5, 5);
  expect(divergence(0, Math.log(4))).toBeCloseTo((4 - 1 - Math.log(4)) / 2, 5);
  expect(divergence(0, 0)).toBeCloseTo(0, 7);
});

test('agreement moves the latent of a modality towards the joint latent, which gets no gradient', () => {
  const [own, joint, weights] = [tf.tensor2d([[1, 4]]), tf.tensor2d([[3, 4]]), tf.tensor2d([[1]])];
  const [toOwn, toJoint] = tf.grads((z, j) => agreementLoss(z as tf.Tensor2D, j as tf.Tensor2D, weights))([own, joint]);
  expect(agreementLoss(own, joint, weights).dataSync()[0]).toBe(2); // ((1 − 3)² + 0) / 2
  expect(Array.from(toOwn.dataSync(), (x) => x + 0)).toEqual([-2, 0]);
  expect(Array.from(toJoint.dataSync(), (x) => x + 0)).toEqual([0, 0]);
});
