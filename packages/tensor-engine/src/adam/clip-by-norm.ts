import * as tf from '@tensorflow/tfjs-core';
import { wasmSumOfSquares } from '../kernels/wasm-sum.ts';
import { webgpuSumOfSquares } from '../kernels/webgpu-sums.ts';

/**
 * Scales all gradients by one factor so that their global norm is at most `maxNorm`; gradients below it are returned unchanged.
 * Call it inside `tf.tidy`, or dispose both the given and the returned gradients.
 *
 * @param knownNorm the global norm, where it was read already: each read waits for the engine
 * @returns the gradients, and their global norm before scaling
 * @throws RangeError unless `maxNorm > 0`
 */
export function clipByNorm(
  gradients: tf.NamedTensorMap,
  maxNorm: number,
  knownNorm?: number,
): { gradients: tf.NamedTensorMap; norm: number } {
  if (!(maxNorm > 0)) throw new RangeError(`clipByNorm: expected maxNorm > 0, got ${maxNorm}`);
  const norm = knownNorm ?? globalNorm(gradients);
  if (norm <= maxNorm) return { gradients, norm };
  const scaled = Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, maxNorm / norm)] as const);
  return { gradients: Object.fromEntries(scaled), norm };
}

/** The Euclidean norm of all gradients as one vector. */
export function globalNorm(gradients: tf.NamedTensorMap): number {
  return tf.tidy(() => Math.sqrt(squaredNorm(gradients).dataSync()[0]));
}

/** The square of the global norm, not yet read from the engine. Call it inside `tf.tidy`, or dispose it. */
export function squaredNorm(gradients: tf.NamedTensorMap): tf.Scalar {
  if (tf.getBackend() === 'wasm') return tf.scalar(Object.values(gradients).reduce((sum, gradient) => sum + wasmSumOfSquares(gradient), 0));
  return tf.tidy(() => {
    const sumOfSquares = tf.getBackend() === 'webgpu' ? webgpuSumOfSquares : (gradient: tf.Tensor) => tf.sum(tf.square(gradient));
    return tf.addN(Object.values(gradients).map(sumOfSquares)) as tf.Scalar;
  });
}
