import * as tf from '@tensorflow/tfjs-core';
import { webgpuSumOfSquares } from '../kernels/webgpu-sums.ts';

/**
 * Scales all gradients by one factor so that their global norm is at most `maxNorm`; gradients below it are returned unchanged.
 * Call it inside `tf.tidy`, or dispose both the given and the returned gradients.
 *
 * @returns the gradients, and their global norm before scaling
 * @throws RangeError unless `maxNorm > 0`
 */
export function clipByNorm(gradients: tf.NamedTensorMap, maxNorm: number): { gradients: tf.NamedTensorMap; norm: number } {
  if (!(maxNorm > 0)) throw new RangeError(`clipByNorm: expected maxNorm > 0, got ${maxNorm}`);
  const norm = globalNorm(gradients);
  if (norm <= maxNorm) return { gradients, norm };
  const scaled = Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, maxNorm / norm)] as const);
  return { gradients: Object.fromEntries(scaled), norm };
}

/** The Euclidean norm of all gradients as one vector. */
export function globalNorm(gradients: tf.NamedTensorMap): number {
  return tf.tidy(() => {
    const sumOfSquares = tf.getBackend() === 'webgpu' ? webgpuSumOfSquares : (gradient: tf.Tensor) => tf.sum(tf.square(gradient));
    const squares = Object.values(gradients).map(sumOfSquares);
    return Math.sqrt(tf.addN(squares).dataSync()[0]);
  });
}
