import * as tf from '@tensorflow/tfjs-core';
import type { ReconstructionLoss } from '../options.ts';

/**
 * How far rebuilt features are from what they should be: Σᵣ wᵣ lᵣ, with lᵣ for row r of d features
 *
 *   squaredError   mean over the features of (x̂ − x)²
 *   cosine         1 − cos(x̂, x)
 *   multinomial    −Σⱼ pⱼ log softmax(x̂)ⱼ with p = x / Σ x: the features are counts, or weights of words
 *
 * A row whose modality is missing has no features to rebuild: its weight is 0.
 *
 * @param rowWeights shape `[numRows, 1]`, of sum 1
 */
export function reconstructionLoss(
  kind: ReconstructionLoss,
  rebuilt: tf.Tensor2D,
  features: tf.Tensor2D,
  rowWeights: tf.Tensor2D,
): tf.Scalar {
  return tf.sum(tf.mul(rowLosses[kind](rebuilt, features), rowWeights));
}

const rowLosses: Record<ReconstructionLoss, (rebuilt: tf.Tensor2D, features: tf.Tensor2D) => tf.Tensor2D> = {
  squaredError: (rebuilt, features) => meanSquare(tf.sub(rebuilt, features)),
  cosine(rebuilt, features) {
    const length = (x: tf.Tensor2D) => tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), tiny));
    const cosine = tf.div(tf.sum(tf.mul(rebuilt, features), 1, true), tf.mul(length(rebuilt), length(features)));
    return tf.sub(1, cosine);
  },
  multinomial(rebuilt, features) {
    const shares = tf.div(features, tf.add(tf.sum(features, 1, true), tiny));
    return tf.neg(tf.sum(tf.mul(shares, tf.logSoftmax(rebuilt)), 1, true));
  },
};

/** The mean of the squares of each row, `[numRows, 1]`. Its gradient is one product: that of square and mean is five, and a tensor of ones. */
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
