import * as tf from '@tensorflow/tfjs-core';
import { held } from './held.ts';

/**
 * A modality's own latent near the joint one: mean over its rows and dimensions of (zₘ − stop(z))².
 *
 * The joint latent is held still, as the target network of Grill et al. (arXiv 2006.07733) is, so that the modality moves and not its target. A row
 * that misses the modality has weight 0.
 *
 * @param rowWeights shape `[numRows, 1]`, of sum 1
 */
export function agreementLoss(latent: tf.Tensor2D, joint: tf.Tensor2D, rowWeights: tf.Tensor2D): tf.Scalar {
  return tf.sum(tf.mul(tf.mean(tf.square(tf.sub(latent, held(joint))), 1, true), rowWeights));
}
