import * as tf from '@tensorflow/tfjs-core';
import { emptyTensor, numbersOf } from '../kernels/numbers.ts';
import type { AdamKernel, AdamStep, AdamUpdate, Moments } from './adam-kernel.ts';

/**
 * Adam as one pass over the numbers of a variable, for wasm and cpu, whose tensors JavaScript can read where they lie.
 *
 * The variable gets a new tensor each step. Written in place it would seem to work, but XNNPACK keeps a packed copy of every
 * matrix it has multiplied by, and would go on using the old weights.
 */
export const adamLoop: AdamKernel<Moments> = {
  slots: ({ size }, moments) => ({
    first: moments?.first.slice() ?? new Float32Array(size),
    second: moments?.second.slice() ?? new Float32Array(size),
  }),
  apply: (updates, step) => updates.forEach((update) => applyLoop(update, step)),
  moments: ({ first, second }) => ({ first: first.slice(), second: second.slice() }),
  dispose: () => undefined,
};

function applyLoop({ variable, gradient, slots }: AdamUpdate<Moments>, step: AdamStep): void {
  const backend = tf.backend();
  const updated = tf.engine().makeTensorFromTensorInfo(emptyTensor(variable.shape, backend));
  updateNumbers(numbersOf(variable, backend), numbersOf(gradient, backend), slots, step, numbersOf(updated, backend));
  variable.assign(updated);
  updated.dispose();
}

const { sqrt } = Math; // looked up once: a test's own global scope is thirty times slower than the sum around it

/** Adam's formula as PyTorch has it: epsilon is added to the corrected root, and decay scales the old weight (AdamW). */
function updateNumbers(weights: Float32Array, gradient: Float32Array, moments: Moments, options: AdamStep, updated: Float32Array): void {
  const { first, second } = moments;
  const { step, learningRate, beta1, beta2, epsilon, weightDecay } = options;
  const stepSize = learningRate / (1 - beta1 ** step);
  const rootCorrection = 1 / Math.sqrt(1 - beta2 ** step);
  const kept = 1 - learningRate * weightDecay;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const m = beta1 * first[i] + (1 - beta1) * g;
    const v = beta2 * second[i] + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    updated[i] = kept * weights[i] - (stepSize * m) / (sqrt(v) * rootCorrection + epsilon);
  }
}
