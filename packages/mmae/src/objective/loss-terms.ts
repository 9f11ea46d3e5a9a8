import { matrix, type Matrix } from '@mmae/matrix';
import { toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Pass } from '../arithmetic.ts';
import type { Batch } from '../training/batches.ts';
import type { BatchFeatures } from '../training/features-on-engine.ts';
import { mapValues } from '../map-values.ts';
import { codeLogits, decode, encode, fuse, latentLogVariance, latentMean, type Encoding, type Network } from '../network.ts';
import type { ObjectiveOptions } from '../options.ts';
import { agreementLoss } from './agreement.ts';
import { codeLoss } from './code-prediction.ts';
import { divergenceLoss } from './divergence.ts';
import { reconstructionLoss } from './reconstruction.ts';
import { centred, covarianceLoss, varianceLoss } from './spread.ts';

/** The terms of a loss by name, unweighted: the reconstruction of a modality under the modality's name, the others under theirs. */
export type LossTerms = Record<string, tf.Scalar>;

/** Terms that are no modality's reconstruction; no modality may be called so. */
export const termNames = ['agreement', 'variance', 'covariance', 'divergence', 'codes'] as const;

/** Whether an objective has terms other than `codes`, and therefore a validation loss. */
export function learnsMoreThanCodes({ reconstruction, agreement, variance, covariance, divergence }: ObjectiveOptions): boolean {
  return reconstruction + agreement + variance + covariance + divergence > 0;
}

/** The forward pass of a loss. */
export interface LossPass extends Pass<tf.Tensor2D> {
  /** standard normal numbers where a Gaussian latent is drawn from; undefined where its mean is taken */
  noise?(shape: readonly [number, number]): tf.Tensor2D;
}

const none: LossTerms = {};

type Terms = (pass: LossPass, network: Network, objective: ObjectiveOptions, batch: Batch, fusion: Fused) => LossTerms;

/** The value of every term that the objective weighs, for one batch and what it has drawn. Inside `tf.tidy`. */
export const lossTerms = (
  pass: LossPass,
  network: Network,
  objective: ObjectiveOptions,
  batch: Batch,
  features: BatchFeatures,
): LossTerms => {
  const fusion = fuseBatch(pass, network, batch, features);
  const terms: Terms[] = [reconstructionTerms, modalityTerms, divergenceTerms, codeTerms];
  return Object.assign({}, ...terms.map((term) => term(pass, network, objective, batch, fusion)));
};

/** Σ weight · term. @param divergenceShare how far its warm-up has come, 0 … 1 */
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

/** exp(−s) L + s with a learned s, the logarithm of a variance: Kendall, Gal and Cipolla (arXiv 1705.07115). */
function balanced(value: tf.Scalar, logVariance?: tf.Tensor): tf.Tensor {
  if (!logVariance) return value;
  const scalar = tf.reshape(logVariance, []);
  return tf.add(tf.mul(tf.exp(tf.neg(scalar)), value), scalar);
}

/** A batch encoded once, and fused from all its subsets. */
interface Fused {
  /** `[numRows, featureLength]` */
  readonly targets: Readonly<Record<string, tf.Tensor2D>>;
  readonly encodings: Readonly<Record<string, Encoding<tf.Tensor2D>>>;
  /** `[numSubsets * numRows, 1]` */
  readonly masks: Readonly<Record<string, tf.Tensor2D>>;
  /** `[numSubsets * numRows, latentWidth]` */
  readonly latent: tf.Tensor2D;
  /** `[numSubsets * numRows, latentDim]`: what decoders and head get */
  readonly drawn: tf.Tensor2D;
}

function fuseBatch(pass: LossPass, network: Network, batch: Batch, { inputs, targets }: BatchFeatures): Fused {
  const encodings = mapValues(inputs, (input, modality) => encode(pass, network, modality, input));
  const masks = mapValues(batch.masks, toTensor);
  const latents = mapValues(encodings, ({ latent }) => tiled(latent, batch.numSubsets));
  const latent = fuse(pass, network, latents, masks);
  return { targets, encodings, masks, latent, drawn: drawLatent(pass, network, latent) };
}

/** μ + σ ε, the reparameterised draw, where the latent is Gaussian and drawn from; μ otherwise. */
function drawLatent(pass: LossPass, network: Network, latent: tf.Tensor2D): tf.Tensor2D {
  const mean = latentMean(pass, network, latent);
  if (network.options.latent === 'deterministic' || !pass.noise) return mean;
  const deviation = tf.exp(tf.mul(latentLogVariance(pass, network, latent), 0.5));
  return tf.add(mean, tf.mul(deviation, pass.noise(mean.shape)));
}

const reconstructionTerms: Terms = (pass, network, objective, batch, { targets, encodings, masks, drawn }) => {
  if (objective.reconstruction === 0) return none;
  return mapValues(targets, (target, modality) => {
    const { ownPart } = encodings[modality];
    const ownPartThere = ownPart && tf.mul(tiled(ownPart, batch.numSubsets), masks[modality]);
    const rebuilt = decode(pass, network, modality, drawn, ownPartThere as tf.Tensor2D | undefined);
    const kind = objective.reconstructionLosses[modality] ?? objective.reconstructionLoss;
    return reconstructionLoss(kind, rebuilt, tiled(target, batch.numSubsets), rowWeights(learntRows(batch, modality)));
  });
};

/** Fused rows from which the modality is to be rebuilt: it is present, and something is fused. */
function learntRows({ nonEmpty, present, numRows }: Batch, modality: string): Matrix {
  return matrix(
    nonEmpty.numRows,
    1,
    nonEmpty.data.map((isFused, k) => isFused * present[modality].data[k % numRows]),
  );
}

const modalityTerms: Terms = (pass, network, objective, batch, { encodings, latent }) => {
  const { agreement, variance, covariance } = objective;
  if (agreement === 0 && variance === 0 && covariance === 0) return none;
  const joint = latentMean(pass, network, tf.slice2d(latent, [0, 0], [batch.numRows, latent.shape[1]]));
  const perModality = Object.entries(encodings).map(([modality, encoding]) => {
    const own = latentMean(pass, network, encoding.latent);
    return {
      ...(agreement > 0 && { agreement: agreementLoss(own, joint, rowWeights(batch.present[modality])) }),
      ...spreadTerms(own, batch.present[modality], objective),
    };
  });
  return meanTerms(perModality);
};

function spreadTerms(latent: tf.Tensor2D, present: Matrix, { variance, covariance }: ObjectiveOptions): LossTerms {
  const numPresent = sumOf(present);
  if (numPresent < 2 || (variance === 0 && covariance === 0)) return none;
  const deviations = centred(latent, toTensor(present), numPresent);
  return {
    ...(variance > 0 && { variance: varianceLoss(deviations, numPresent) }),
    ...(covariance > 0 && { covariance: covarianceLoss(deviations, numPresent) }),
  };
}

/** The mean of each term over the modalities; one that lacks it counts as 0. */
function meanTerms(perModality: readonly LossTerms[]): LossTerms {
  const names = [...new Set(perModality.flatMap(Object.keys))];
  const values = (name: string) => perModality.flatMap((terms) => terms[name] ?? []);
  return Object.fromEntries(names.map((name) => [name, tf.div(tf.addN(values(name)), perModality.length) as tf.Scalar]));
}

const divergenceTerms: Terms = (pass, network, objective, batch, { latent }) => {
  if (objective.divergence === 0) return none;
  const logVariance = latentLogVariance(pass, network, latent);
  return { divergence: divergenceLoss(latentMean(pass, network, latent), logVariance, rowWeights(batch.nonEmpty)) };
};

const codeTerms: Terms = (pass, network, objective, batch, { drawn }) => {
  if (objective.codes === 0 || !batch.codes) return none;
  const codes = tf.oneHot(tf.tensor1d(batch.codes, 'int32'), network.numCodes) as tf.Tensor2D;
  return { codes: codeLoss(codeLogits(pass, drawn), tiled(codes, batch.numSubsets), rowWeights(batch.nonEmpty)) };
};

/** A mask as weights of sum 1; zeros where nothing is set. */
function rowWeights(mask: Matrix): tf.Tensor2D {
  const count = Math.max(1, sumOf(mask));
  return toTensor(
    matrix(
      mask.numRows,
      1,
      mask.data.map((isSet) => isSet / count),
    ),
  );
}

const sumOf = ({ data }: Matrix) => data.reduce((sum, x) => sum + x, 0);

/** The rows over and over, `count` times. */
function tiled(rows: tf.Tensor2D, count: number): tf.Tensor2D {
  return count === 1 ? rows : tf.concat2d(new Array<tf.Tensor2D>(count).fill(rows), 0);
}
