/**
 * The terms of the loss as functions of tensors. Each is a weighted sum over rows, Σᵣ wᵣ lᵣ; a row that should not count has weight 0,
 * such as one in which the modality is missing or nothing is fused. `rowWeights` has shape `[numRows, 1]` and sum 1.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ReconstructionLoss } from '../options.ts';

/**
 * The distance of reconstructed features x̂ from the features x, for a row of d features
 *
 *   squaredError   mean over the features of (x̂ − x)²
 *   cosine         1 − cos(x̂, x)
 *   multinomial    −Σⱼ pⱼ log softmax(x̂)ⱼ with p = x / Σ x, for counts or weights of words
 *
 * @param reconstruction shape `[numRows, featureLength]`
 * @param features shape `[numRows, featureLength]`
 */
export function reconstructionLoss(
  kind: ReconstructionLoss,
  reconstruction: tf.Tensor2D,
  features: tf.Tensor2D,
  rowWeights: tf.Tensor2D,
): tf.Scalar {
  return tf.sum(tf.mul(rowLosses[kind](reconstruction, features), rowWeights));
}

/** By kind, the loss of each row, `[numRows, 1]`. */
const rowLosses: Record<ReconstructionLoss, (reconstruction: tf.Tensor2D, features: tf.Tensor2D) => tf.Tensor2D> = {
  squaredError: (reconstruction, features) => meanSquare(tf.sub(reconstruction, features)),
  cosine(reconstruction, features) {
    const length = (x: tf.Tensor2D) => tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), tiny));
    const cosine = tf.div(tf.sum(tf.mul(reconstruction, features), 1, true), tf.mul(length(reconstruction), length(features)));
    return tf.sub(1, cosine);
  },
  multinomial(reconstruction, features) {
    const shares = tf.div(features, tf.add(tf.sum(features, 1, true), tiny));
    return tf.neg(tf.sum(tf.mul(shares, tf.logSoftmax(reconstruction)), 1, true));
  },
};

/** The mean square of each row, `[numRows, 1]`. Its own gradient is one product; that of square and mean is five operations and a tensor of ones. */
const meanSquare = tf.customGrad((a, save) => {
  const rows = a as tf.Tensor2D;
  (save as tf.GradSaveFunc)([rows]);
  return {
    value: tf.mean(tf.square(rows), 1, true),
    gradFunc: (dy, [saved]) => tf.mul(saved, tf.div(dy as tf.Tensor, rows.shape[1] / 2)),
  };
}) as (rows: tf.Tensor2D) => tf.Tensor2D;

/** keeps a row of zeros from dividing by zero */
const tiny = 1e-12;

/**
 * The distance of a modality's latent zₘ from the joint latent z: mean over the dimensions of (zₘ − stopGradient(z))².
 *
 * The joint latent gets no gradient, like the target network of Grill et al. (arXiv 2006.07733): the modality moves, not its target.
 *
 * @param latent shape `[numRows, latentDim]`
 * @param joint shape `[numRows, latentDim]`
 */
export function agreementLoss(latent: tf.Tensor2D, joint: tf.Tensor2D, rowWeights: tf.Tensor2D): tf.Scalar {
  return tf.sum(tf.mul(tf.mean(tf.square(tf.sub(latent, stopGradient(joint))), 1, true), rowWeights));
}

/** The same values, as a constant to the backward pass. */
const stopGradient = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
})) as (x: tf.Tensor) => tf.Tensor;

/** Deviations from the mean over the rows that have the modality; 0 in the others. @returns shape `[numRows, latentDim]` */
export function deviationsFromMean(latent: tf.Tensor2D, mask: tf.Tensor2D, numPresent: number): tf.Tensor2D {
  const mean = tf.div(tf.sum(tf.mul(latent, mask), 0, true), numPresent); // [1, latentDim]
  return tf.mul(tf.sub(latent, mean), mask);
}

/**
 * How far the dimensions of a latent are from a standard deviation of 1: mean over the dimensions of relu(1 − √(var(z) + 1e-4)).
 * With {@link covarianceLoss} it keeps a latent from collapsing: Bardes, Ponce and LeCun, VICReg (arXiv 2105.04906), eq. 1–4.
 *
 * @param deviations of {@link deviationsFromMean}; statistics divide by `numPresent - 1`
 */
export function varianceLoss(deviations: tf.Tensor2D, numPresent: number): tf.Scalar {
  const variance = tf.div(tf.sum(tf.square(deviations), 0), numPresent - 1); // [latentDim]
  return tf.mean(tf.relu(tf.sub(1, tf.sqrt(tf.add(variance, 1e-4)))));
}

/** How correlated the dimensions of a latent are: Σ over pairs of different dimensions of cov(z)² / latentDim, see {@link varianceLoss}. */
export function covarianceLoss(deviations: tf.Tensor2D, numPresent: number): tf.Scalar {
  const latentDim = deviations.shape[1];
  const covariance = tf.div(tf.matMul(tf.transpose(deviations), deviations), numPresent - 1); // [latentDim, latentDim]
  const offDiagonal = tf.mul(covariance, tf.sub(1, tf.eye(latentDim)));
  return tf.div(tf.sum(tf.square(offDiagonal)), latentDim);
}

/**
 * The Kullback–Leibler divergence of the fused Gaussian from the standard normal: Σⱼ ½ (μⱼ² + σⱼ² − 1 − log σⱼ²).
 * Kingma and Welling (arXiv 1312.6114), appendix B.
 *
 * @param mean shape `[numRows, latentDim]`
 * @param logVariance shape `[numRows, latentDim]`
 */
export function divergenceLoss(mean: tf.Tensor2D, logVariance: tf.Tensor2D, rowWeights: tf.Tensor2D): tf.Scalar {
  const perUnit = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return tf.mul(0.5, tf.sum(tf.mul(tf.sum(perUnit, 1, true), rowWeights)));
}

/**
 * The cross-entropy of predicted codes: −log softmax(logits) at the row's code.
 *
 * Training on clusters of a network's own embedding: Caron et al., DeepCluster (arXiv 1807.05520), except that codes are found once and
 * every subset of modalities predicts them.
 *
 * @param logits shape `[numRows, numCodes]`
 * @param oneHot shape `[numRows, numCodes]`
 */
export function codeLoss(logits: tf.Tensor2D, oneHot: tf.Tensor2D, rowWeights: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.sum(tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits), oneHot), 1, true), rowWeights)));
}
