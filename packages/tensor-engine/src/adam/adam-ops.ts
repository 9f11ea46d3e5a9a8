import * as tf from '@tensorflow/tfjs-core';
import type { AdamKernel, AdamStep, AdamUpdate } from './adam-kernel.ts';

interface VariableSlots {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/** Adam in tfjs-core's own functions, for an engine that has no better way. */
export const adamOps: AdamKernel<VariableSlots> = {
  slots: ({ shape }, moments) => ({ first: slot(shape, moments?.first), second: slot(shape, moments?.second) }),
  apply: (updates, step) => updates.forEach((update) => tf.tidy(() => applyOps(update, step))),
  moments: ({ first, second }) => ({ first: first.dataSync<'float32'>().slice(), second: second.dataSync<'float32'>().slice() }),
  dispose: ({ first, second }) => tf.dispose([first, second]),
};

function slot(shape: number[], values?: Float32Array): tf.Variable {
  return tf.tidy(() => tf.variable(values ? tf.tensor(values.slice(), shape) : tf.zeros(shape), false));
}

function applyOps({ variable, gradient, slots: { first, second } }: AdamUpdate<VariableSlots>, options: AdamStep): void {
  const { step, learningRate, beta1, beta2, epsilon, weightDecay } = options;
  first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
  second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
  const root = tf.add(tf.div(tf.sqrt(second), Math.sqrt(1 - beta2 ** step)), epsilon);
  const change = tf.mul(tf.div(first, root), learningRate / (1 - beta1 ** step));
  variable.assign(tf.sub(tf.mul(variable, 1 - learningRate * weightDecay), change));
}
