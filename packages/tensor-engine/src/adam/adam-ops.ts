import * as tf from '@tensorflow/tfjs-core';
import type { AdamStep, StartVariableUpdate } from './variable-update.ts';

/** Adam in tfjs-core's own functions, for an engine that has no better way. */
export const startOpsUpdate: StartVariableUpdate = (variable, moments) => {
  const [first, second] = tf.tidy(() =>
    [moments?.first, moments?.second].map((values) =>
      tf.variable(values ? tf.tensor(values.slice(), variable.shape) : tf.zeros(variable.shape), false),
    ),
  );
  return {
    apply: (gradient, step) => tf.tidy(() => applyOps(variable, gradient, first, second, step)),
    moments: () => ({ first: first.dataSync<'float32'>().slice(), second: second.dataSync<'float32'>().slice() }),
    dispose: () => tf.dispose([first, second]),
  };
};

function applyOps(variable: tf.Variable, gradient: tf.Tensor, first: tf.Variable, second: tf.Variable, options: AdamStep): void {
  const { step, learningRate, beta1, beta2, epsilon, weightDecay } = options;
  first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
  second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
  const root = tf.add(tf.div(tf.sqrt(second), Math.sqrt(1 - beta2 ** step)), epsilon);
  const change = tf.mul(tf.div(first, root), learningRate / (1 - beta1 ** step));
  variable.assign(tf.sub(tf.mul(variable, 1 - learningRate * weightDecay), change));
}
