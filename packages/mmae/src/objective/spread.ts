/**
 * What keeps a modality's latent from collapsing: each dimension spread to a deviation of 1, no two of them saying the same.
 *
 *   variance     mean over dimensions of relu(1 − √(var(z) + 1e-4))
 *   covariance   Σ over pairs of different dimensions of cov(z)² / latentDim
 *
 * Bardes, Ponce and LeCun, VICReg (arXiv 2105.04906), eq. 1–4. Statistics are of the batch's rows that have the modality, and divide by one less than
 * their number; with fewer than two rows there are none, and both are 0.
 */
import * as tf from '@tensorflow/tfjs-core';

const epsilon = 1e-4;

/** The rows' deviations from their mean, zero where the mask is 0. @returns shape as `latent` */
export function centred(latent: tf.Tensor2D, mask: tf.Tensor2D, numPresent: number): tf.Tensor2D {
  const mean = tf.div(tf.sum(tf.mul(latent, mask), 0, true), numPresent); // [1, latentDim]
  return tf.mul(tf.sub(latent, mean), mask);
}

/** @param deviations of {@link centred} */
export function varianceLoss(deviations: tf.Tensor2D, numPresent: number): tf.Scalar {
  const variance = tf.div(tf.sum(tf.square(deviations), 0), numPresent - 1); // [latentDim]
  return tf.mean(tf.relu(tf.sub(1, tf.sqrt(tf.add(variance, epsilon)))));
}

/** @param deviations of {@link centred} */
export function covarianceLoss(deviations: tf.Tensor2D, numPresent: number): tf.Scalar {
  const latentDim = deviations.shape[1];
  const covariance = tf.div(tf.matMul(tf.transpose(deviations), deviations), numPresent - 1); // [latentDim, latentDim]
  const offDiagonal = tf.mul(covariance, tf.sub(1, tf.eye(latentDim)));
  return tf.div(tf.sum(tf.square(offDiagonal)), latentDim);
}
