import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { AdamStep, Moments, StartVariableUpdate } from './variable-update.ts';

/**
 * Adam as one pass over the numbers of a variable, for wasm and cpu, whose tensors JavaScript can read where they lie.
 *
 * The variable gets a new tensor each step. Written in place it would seem to work, but XNNPACK keeps a packed copy of every
 * matrix it has multiplied by, and would go on using the old weights.
 */
export const startLoopUpdate: StartVariableUpdate = (variable, moments) => {
  const first = moments?.first.slice() ?? new Float32Array(variable.size);
  const second = moments?.second.slice() ?? new Float32Array(variable.size);
  return {
    apply(gradient, step) {
      const updated = tf.zeros(variable.shape); // made first: the wasm heap may move as it grows
      adamLoop(values(variable), values(gradient), { first, second }, step, values(updated));
      variable.assign(updated);
      updated.dispose();
    },
    moments: () => ({ first: first.slice(), second: second.slice() }),
    dispose: () => undefined,
  };
};

/** The numbers of a tensor where they lie: no copy. */
function values(tensor: tf.Tensor): Float32Array {
  if (tf.getBackend() !== 'wasm') return tensor.dataSync<'float32'>();
  return (tf.backend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array;
}

/** Adam's formula as PyTorch has it: epsilon is added to the corrected root, and decay scales the old weight (AdamW). */
function adamLoop(
  weights: Float32Array,
  gradient: Float32Array,
  { first, second }: Moments,
  options: AdamStep,
  updated: Float32Array,
): void {
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
    updated[i] = kept * weights[i] - (stepSize * m) / (Math.sqrt(v) * rootCorrection + epsilon);
  }
}
