import * as tf from '@tensorflow/tfjs-core';

/**
 * How far the fused Gaussian is from the standard normal: Σᵣ wᵣ Σⱼ ½ (μⱼ² + σⱼ² − 1 − log σⱼ²).
 *
 * The divergence KL(q‖p) of Kingma and Welling (arXiv 1312.6114), appendix B. A row in which nothing is fused has weight 0.
 *
 * @param rowWeights shape `[numRows, 1]`, of sum 1
 */
export function divergenceLoss(mean: tf.Tensor2D, logVariance: tf.Tensor2D, rowWeights: tf.Tensor2D): tf.Scalar {
  const perUnit = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return tf.mul(0.5, tf.sum(tf.mul(tf.sum(perUnit, 1, true), rowWeights)));
}
