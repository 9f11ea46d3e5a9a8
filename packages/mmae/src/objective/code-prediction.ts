import * as tf from '@tensorflow/tfjs-core';

/**
 * How badly codes are predicted: the cross-entropy Σᵣ wᵣ (−log softmax(logitsᵣ) at the row's code).
 *
 * Learning from one's own clusters: Caron et al., DeepCluster (arXiv 1807.05520), here with codes found once and every subset of modalities
 * predicting them. A row in which nothing is fused has weight 0.
 *
 * @param logits shape `[numRows, numCodes]`
 * @param oneHot shape `[numRows, numCodes]`
 * @param rowWeights shape `[numRows, 1]`, of sum 1
 */
export function codeLoss(logits: tf.Tensor2D, oneHot: tf.Tensor2D, rowWeights: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.sum(tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits), oneHot), 1, true), rowWeights)));
}
