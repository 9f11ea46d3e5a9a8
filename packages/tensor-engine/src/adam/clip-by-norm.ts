import * as tf from '@tensorflow/tfjs-core';

/**
 * Scales all gradients by one factor so that their common norm is at most `maxNorm`; where it is already, they are returned as they are.
 * Inside `tf.tidy`, or the caller disposes both.
 *
 * @returns the gradients to step by, and the norm they had before
 * @throws RangeError unless `maxNorm > 0`
 */
export function clipByNorm(gradients: tf.NamedTensorMap, maxNorm: number): { gradients: tf.NamedTensorMap; norm: number } {
  if (!(maxNorm > 0)) throw new RangeError(`clipByNorm: expected maxNorm > 0, got ${maxNorm}`);
  const norm = globalNorm(gradients);
  if (norm <= maxNorm) return { gradients, norm };
  const scaled = Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, maxNorm / norm)] as const);
  return { gradients: Object.fromEntries(scaled), norm };
}

/** The euclidean norm of all numbers of all gradients together. */
export function globalNorm(gradients: tf.NamedTensorMap): number {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
    return Math.sqrt(tf.addN(squares).dataSync()[0]);
  });
}
