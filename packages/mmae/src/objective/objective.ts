/**
 * The objective of a stage: which loss terms a batch has, and their weighted sum.
 *
 *   loss = Σₘ reconstruction · Lₘ + agreement · A + variance · V + covariance · C + divergence · D + codes · K + latent · U
 *
 * Lₘ is the mean over the fused subsets and the rows that have modality m; A, V and C are means over modalities; D, K and U are means
 * over the subsets. Every subset reconstructs every modality that its row has, also one that is not in the subset. A missing modality is in no
 * term: its rows have weight 0.
 */
import { mapValues } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { decode, encode, headOutput, fuse, latentLogVariance, latentMean, type Encoding, type Network } from '../network/network.ts';
import type { ObjectiveOptions } from '../options.ts';
import type { Batch } from '../training/batches.ts';
import type { BatchFeatures } from '../training/features-on-engine.ts';
import { agreementLoss, codeLoss, covarianceLoss, deviationsFromMean, divergenceLoss, reconstructionLoss, varianceLoss } from './losses.ts';

/** Loss terms by name, unweighted: the reconstruction of a modality under the name of the modality, the others as in {@link termNames}. */
export type LossTerms = Record<string, tf.Scalar>;

/** Names of the terms that are no reconstruction. No modality may have one of them. */
export const termNames = ['agreement', 'variance', 'covariance', 'divergence', 'codes', 'latent'] as const;

/** Whether an objective has terms other than `codes` and `latent`, which are known for train rows only, and therefore a validation loss. */
export function hasValidationLoss({ reconstruction, agreement, variance, covariance, divergence }: ObjectiveOptions): boolean {
  return reconstruction + agreement + variance + covariance + divergence > 0;
}

/** A forward pass whose result is a loss. */
export interface LossPass extends ForwardPass<tf.Tensor2D> {
  /** standard normal numbers, to sample a Gaussian latent; where undefined its mean is used */
  noise?(shape: readonly [number, number]): tf.Tensor2D;
}

const none: LossTerms = {};

type Terms = (pass: LossPass, network: Network, objective: ObjectiveOptions, batch: Batch, fused: FusedBatch) => LossTerms;

/** Every term with a weight above 0, for one batch. Call it inside `tf.tidy`. */
export function lossTerms(pass: LossPass, network: Network, objective: ObjectiveOptions, batch: Batch, features: BatchFeatures): LossTerms {
  const fused = fuseBatch(pass, network, batch, features);
  const terms: Terms[] = [reconstructionTerms, modalityTerms, divergenceTerms, codeTerms, latentTerms];
  return Object.assign({}, ...terms.map((term) => term(pass, network, objective, batch, fused)));
}

/**
 * The weighted sum of the terms.
 *
 * @param balances learned log-variances as `<modality>.balance`, where the stage has them
 * @param divergenceShare how far the warm-up of `divergence` has come, 0 … 1
 */
export function totalLoss(
  terms: LossTerms,
  objective: ObjectiveOptions,
  balances: Readonly<Record<string, tf.Tensor>>,
  divergenceShare: number,
): tf.Scalar {
  const weighted = Object.entries(terms).map(([name, value]) => {
    if (name === 'divergence') return tf.mul(value, objective.divergence * divergenceShare);
    if (isTermName(name)) return tf.mul(value, objective[name]);
    return tf.mul(balanced(value, balances[`${name}.balance`]), objective.reconstruction);
  });
  return tf.addN(weighted) as tf.Scalar;
}

const isTermName = (name: string): name is (typeof termNames)[number] => (termNames as readonly string[]).includes(name);

/** exp(−s) L + s with the learned log-variance s: Kendall, Gal and Cipolla (arXiv 1705.07115). */
function balanced(value: tf.Scalar, logVariance?: tf.Tensor): tf.Tensor {
  if (!logVariance) return value;
  const scalar = tf.reshape(logVariance, []);
  return tf.add(tf.mul(tf.exp(tf.neg(scalar)), value), scalar);
}

/** A batch, encoded once and fused from each of its subsets. */
interface FusedBatch {
  /** by modality, `[numRows, featureLength]` */
  readonly targets: Readonly<Record<string, tf.Tensor2D>>;
  readonly encodings: Readonly<Record<string, Encoding<tf.Tensor2D>>>;
  /** by modality, `[numSubsets * numRows, 1]` */
  readonly masks: Readonly<Record<string, tf.Tensor2D>>;
  /** `[numSubsets * numRows, latentWidth]` */
  readonly latent: tf.Tensor2D;
  /** `[numSubsets * numRows, latentDim]`, the input of decoders and head */
  readonly sample: tf.Tensor2D;
}

function fuseBatch(pass: LossPass, network: Network, batch: Batch, { inputs, targets }: BatchFeatures): FusedBatch {
  const encodings = mapValues(inputs, (input, modality) => encode(pass, network, modality, input));
  const masks = mapValues(batch.masks, toTensor);
  const latents = mapValues(encodings, ({ latent }) => repeatRows(latent, batch.numSubsets));
  const latent = fuse(pass, network, latents, masks);
  return { targets, encodings, masks, latent, sample: sampleLatent(pass, network, latent) };
}

/** μ + σ ε, the reparameterised sample of a Gaussian latent; μ where it is deterministic or the pass has no noise. */
function sampleLatent(pass: LossPass, network: Network, latent: tf.Tensor2D): tf.Tensor2D {
  const mean = latentMean(pass, network, latent);
  if (network.options.latent === 'deterministic' || !pass.noise) return mean;
  const deviation = tf.exp(tf.mul(latentLogVariance(pass, network, latent), 0.5));
  return tf.add(mean, tf.mul(deviation, pass.noise(mean.shape)));
}

const reconstructionTerms: Terms = (pass, network, objective, batch, { targets, encodings, masks, sample }) => {
  if (objective.reconstruction === 0) return none;
  return mapValues(targets, (target, modality) => {
    const { privateLatent } = encodings[modality];
    const masked = privateLatent && tf.mul(repeatRows(privateLatent, batch.numSubsets), masks[modality]);
    const reconstruction = decode(pass, network, modality, sample, masked as tf.Tensor2D | undefined);
    const kind = objective.reconstructionLosses[modality] ?? objective.reconstructionLoss;
    return reconstructionLoss(kind, reconstruction, repeatRows(target, batch.numSubsets), toRowWeights(reconstructedRows(batch, modality)));
  });
};

/** 1 for each fused row that reconstructs the modality: its row has the modality, and its subset is not empty. */
function reconstructedRows({ nonEmpty, present, numRows }: Batch, modality: string): Matrix {
  const mask = nonEmpty.data.map((isNonEmpty, k) => isNonEmpty * present[modality].data[k % numRows]);
  return matrix(nonEmpty.numRows, 1, mask);
}

const modalityTerms: Terms = (pass, network, objective, batch, { encodings, latent }) => {
  const { agreement, variance, covariance } = objective;
  if (agreement === 0 && variance === 0 && covariance === 0) return none;
  const joint = latentMean(pass, network, tf.slice2d(latent, [0, 0], [batch.numRows, latent.shape[1]])); // the first subset
  const perModality = Object.entries(encodings).map(([modality, encoding]) => {
    const own = latentMean(pass, network, encoding.latent);
    return {
      ...(agreement > 0 && { agreement: agreementLoss(own, joint, toRowWeights(batch.present[modality])) }),
      ...spreadTerms(own, batch.present[modality], objective),
    };
  });
  return meanTerms(perModality);
};

/** Variance and covariance of a modality's latent; none where fewer than 2 rows have it. */
function spreadTerms(latent: tf.Tensor2D, present: Matrix, { variance, covariance }: ObjectiveOptions): LossTerms {
  const numPresent = sumOf(present);
  if (numPresent < 2 || (variance === 0 && covariance === 0)) return none;
  const deviations = deviationsFromMean(latent, toTensor(present), numPresent);
  return {
    ...(variance > 0 && { variance: varianceLoss(deviations, numPresent) }),
    ...(covariance > 0 && { covariance: covarianceLoss(deviations, numPresent) }),
  };
}

/** The mean of each term over the modalities; a modality without the term counts as 0. */
function meanTerms(perModality: readonly LossTerms[]): LossTerms {
  const names = [...new Set(perModality.flatMap(Object.keys))];
  const values = (name: string) => perModality.flatMap((terms) => terms[name] ?? []);
  return Object.fromEntries(names.map((name) => [name, tf.div(tf.addN(values(name)), perModality.length) as tf.Scalar]));
}

const divergenceTerms: Terms = (pass, network, objective, batch, { latent }) => {
  if (objective.divergence === 0) return none;
  const logVariance = latentLogVariance(pass, network, latent);
  return { divergence: divergenceLoss(latentMean(pass, network, latent), logVariance, toRowWeights(batch.nonEmpty)) };
};

const codeTerms: Terms = (pass, network, objective, batch, { sample }) => {
  if (objective.codes === 0 || !batch.codes) return none;
  const codes = tf.oneHot(tf.tensor1d(batch.codes, 'int32'), network.head!.width) as tf.Tensor2D;
  return { codes: codeLoss(headOutput(pass, sample), repeatRows(codes, batch.numSubsets), toRowWeights(batch.nonEmpty)) };
};

const latentTerms: Terms = (pass, _network, objective, batch, { sample }) => {
  if (objective.latent === 0 || !batch.latents) return none;
  const latents = repeatRows(toTensor(batch.latents), batch.numSubsets);
  return { latent: reconstructionLoss('cosine', headOutput(pass, sample), latents, toRowWeights(batch.nonEmpty)) };
};

/** A mask as weights of sum 1; all 0 where the mask is. @returns shape `[numRows, 1]` */
function toRowWeights(mask: Matrix): tf.Tensor2D {
  const count = Math.max(1, sumOf(mask));
  const weights = mask.data.map((isSet) => isSet / count);
  return toTensor(matrix(mask.numRows, 1, weights));
}

const sumOf = ({ data }: Matrix) => data.reduce((sum, x) => sum + x, 0);

/** @returns shape `[count * numRows, numColumns]`, all rows `count` times over */
function repeatRows(rows: tf.Tensor2D, count: number): tf.Tensor2D {
  return count === 1 ? rows : tf.concat2d(new Array<tf.Tensor2D>(count).fill(rows), 0);
}
