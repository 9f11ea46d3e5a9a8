import * as tf from '@tensorflow/tfjs-core';
import { emptyTensor, valuesOf } from '../kernels/tensor-values.ts';

/** The running means of a variable's gradient and of its square: one number per number of the variable. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** The settings of one step, the same for every variable. */
export interface AdamStep {
  /** 1 at the first step */
  readonly step: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** One variable in one step, with the slots in which an engine keeps its moments. */
export interface AdamUpdate<Slots> {
  readonly variable: tf.Variable;
  readonly gradient: tf.Tensor;
  readonly slots: Slots;
}

/** Adam on one engine. */
export interface AdamKernel<Slots = unknown> {
  /** Slots for a variable; zeros unless moments are given. */
  slots(variable: tf.Variable, moments?: Moments): Slots;
  apply(updates: readonly AdamUpdate<Slots>[], step: AdamStep): void;
  /** A copy of the moments. */
  moments(slots: Slots): Moments;
  dispose(slots: Slots): void;
}

/**
 * Adam as one loop over the numbers of a variable, for cpu. The variable gets a new tensor at each step, because others may share the old one.
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
  updateValues(valuesOf(variable, backend), valuesOf(gradient, backend), slots, step, valuesOf(updated, backend));
  variable.assign(updated);
  updated.dispose();
}

const { sqrt } = Math; // a local name: looking up Math in the global scope of a jest test takes thirty times longer than the arithmetic

/** PyTorch's formula: epsilon is added to the bias-corrected root, and weight decay scales the old weight (AdamW). */
function updateValues(weights: Float32Array, gradient: Float32Array, moments: Moments, options: AdamStep, updated: Float32Array): void {
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
