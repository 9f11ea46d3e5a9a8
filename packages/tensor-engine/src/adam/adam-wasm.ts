import * as tf from '@tensorflow/tfjs-core';
import { emptyTensor } from '../kernels/tensor-values.ts';
import { addressOf, wasmKernels } from '../kernels/wasm-kernels.ts';
import type { AdamKernel, AdamStep, AdamUpdate, Moments } from './adam-kernels.ts';

/** The moments in the memory of the engine. */
interface TensorSlots {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/**
 * Adam on wasm, four numbers at a time, in single precision as in PyTorch.
 *
 * Moments are updated in place. The variable gets a new tensor at each step: others may share the old one, and XNNPACK keeps a packed copy of
 * every matrix that it has multiplied by.
 */
export const adamWasm: AdamKernel<TensorSlots> = {
  slots: ({ shape }, moments) => ({ first: slot(shape, moments?.first), second: slot(shape, moments?.second) }),
  apply(updates, step) {
    for (const update of updates) applyKernel(update, step);
  },
  moments: ({ first, second }): Moments => ({ first: first.dataSync<'float32'>(), second: second.dataSync<'float32'>() }),
  dispose: ({ first, second }) => tf.dispose([first, second]),
};

function applyKernel({ variable, gradient, slots }: AdamUpdate<TensorSlots>, step: AdamStep): void {
  const backend = tf.backend();
  const updated = tf.engine().makeTensorFromTensorInfo(emptyTensor(variable.shape, backend));
  const addresses = [variable, gradient, slots.first, slots.second, updated].map((tensor) => addressOf(tensor, backend));
  const [weights, slopes, first, second, target] = addresses;
  const { beta1, beta2, epsilon, learningRate, weightDecay } = step;
  const stepSize = learningRate / (1 - beta1 ** step.step);
  const rootCorrection = 1 / Math.sqrt(1 - beta2 ** step.step);
  const kept = 1 - learningRate * weightDecay;
  const { adam } = wasmKernels(backend);
  adam(weights, slopes, first, second, target, variable.size, beta1, 1 - beta1, beta2, 1 - beta2, kept, stepSize, rootCorrection, epsilon);
  variable.assign(updated);
  updated.dispose();
}

function slot(shape: number[], values?: Float32Array): tf.Tensor {
  return tf.keep(values ? tf.tensor(values.slice(), shape) : tf.zeros(shape));
}
