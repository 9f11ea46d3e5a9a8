/**
 * The network of a Multimodal Autoencoder, for any subset of its modalities.
 *
 * After Ngiam et al., Multimodal Deep Learning (ICML 2011), and arXiv 2511.17596. For modality m with features xₘ:
 *
 *   (hₘ, pₘ) = encoderₘ(xₘ)             a latent, and a private latent that only decoderₘ sees
 *   z = fusion({hₘ : m present})        the shared latent; with a Gaussian latent μ, log σ² and a sample
 *   x̂ₘ = decoderₘ(z, maskₘ pₘ)          every modality from any subset
 *   c = z W + b                         the head: logits of the codes, or a latent of the stage before
 *
 * A missing modality is encoded as zeros and then masked: neither the fusion nor a decoder sees the result, and its encoder gets a
 * gradient of exactly zero from that row.
 */
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { decoder, decoderShapes, encoder, encoderShapes } from './encoder-decoder.ts';
import { fusions } from '../fusion/fusions.ts';
import type { LayerOptions, NetworkOptions, ObjectiveOptions } from '../options.ts';
import { dense } from './perceptron.ts';
import type { Shapes } from './weights.ts';

/** The structure of a network: everything that the names and shapes of its weights follow from. */
export interface Network {
  readonly options: NetworkOptions;
  /** number of features by modality, in the order of encoding */
  readonly featureLengths: Readonly<Record<string, number>>;
  readonly hasDecoders: boolean;
  /** undefined without one */
  readonly head?: Head;
  /** modalities whose reconstruction losses are balanced by a learned weight */
  readonly balanced: readonly string[];
}

/** What a network predicts from the shared latent. */
export interface Head {
  readonly predicts: 'codes' | 'latent';
  /** number of codes, or width of the latent */
  readonly width: number;
}

/** The output of an encoder. */
export interface Encoding<T> {
  /** `[numRows, latentWidth]`, the input of the fusion */
  readonly latent: T;
  /** `[numRows, privateDim]`; undefined where `privateDim` is 0 */
  readonly privateLatent?: T;
}

export function networkOf(
  { network, objective }: { network: NetworkOptions; objective: ObjectiveOptions },
  featureLengths: Readonly<Record<string, number>>,
  head?: Head,
): Network {
  const hasDecoders = objective.reconstruction > 0;
  const balanced = hasDecoders && objective.balance === 'learned' ? Object.keys(featureLengths) : [];
  return { options: network, featureLengths, hasDecoders, balanced, head };
}

/** Whether encoders return a mean and a log-variance, side by side. */
export function hasVariance({ latent, fusion }: NetworkOptions): boolean {
  return latent === 'gaussian' || fusions[fusion].needsVariance === true;
}

/** The width of a latent, without the private one: `latentDim`, or twice that with a variance. */
export const latentWidth = (options: NetworkOptions) => (hasVariance(options) ? 2 : 1) * options.latentDim;
export const encoderOptions = ({ encoder, encoders }: NetworkOptions, modality: string): LayerOptions => ({
  ...encoder,
  ...encoders[modality],
});
export const decoderOptions = ({ decoder, decoders }: NetworkOptions, modality: string): LayerOptions => ({
  ...decoder,
  ...decoders[modality],
});

/** The shapes of all weights by name, in the order in which they are drawn. */
export function networkShapes({ options, featureLengths, hasDecoders, head, balanced }: Network): Shapes {
  const { latentDim, privateDim, fusion } = options;
  const shapes: Shapes = {};
  for (const [modality, length] of Object.entries(featureLengths)) {
    const width = latentWidth(options) + privateDim;
    Object.assign(shapes, encoderShapes(`${modality}.encoder`, length, encoderOptions(options, modality), width));
    if (!hasDecoders) continue;
    Object.assign(shapes, decoderShapes(`${modality}.decoder`, latentDim + privateDim, decoderOptions(options, modality), length));
  }
  Object.assign(shapes, fusions[fusion].shapes?.(Object.keys(featureLengths), latentWidth(options)));
  if (head) Object.assign(shapes, { 'head.weight': [latentDim, head.width], 'head.bias': [head.width] });
  for (const modality of balanced) shapes[`${modality}.balance`] = [1];
  return shapes;
}

/** @param features shape `[numRows, featureLength]` */
export function encode<T>(pass: ForwardPass<T>, { options }: Network, modality: string, features: T): Encoding<T> {
  const encoding = encoder(pass, `${modality}.encoder`, encoderOptions(options, modality), features);
  if (options.privateDim === 0) return { latent: encoding };
  const width = latentWidth(options);
  return {
    latent: pass.arithmetic.columns(encoding, 0, width),
    privateLatent: pass.arithmetic.columns(encoding, width, options.privateDim),
  };
}

/** The shared latent. @param latents by modality, `[numRows, latentWidth]` @param masks by modality, `[numRows, 1]` @returns shape `[numRows, latentWidth]` */
export function fuse<T>(
  pass: ForwardPass<T>,
  { options }: Network,
  latents: Readonly<Record<string, T>>,
  masks: Readonly<Record<string, T>>,
): T {
  return fusions[options.fusion].fuse(pass, latents, masks);
}

/** The mean of a latent; a latent without variance is its own mean. @returns shape `[numRows, latentDim]` */
export function latentMean<T>({ arithmetic }: ForwardPass<T>, { options }: Network, latent: T): T {
  return hasVariance(options) ? arithmetic.columns(latent, 0, options.latentDim) : latent;
}

/** The log-variance of a latent that has one. @returns shape `[numRows, latentDim]` */
export function latentLogVariance<T>({ arithmetic }: ForwardPass<T>, { options }: Network, latent: T): T {
  return arithmetic.columns(latent, options.latentDim, options.latentDim);
}

/**
 * The features of a modality from the shared latent and, where the modality is present, its private latent.
 *
 * @param latent shape `[numRows, latentDim]`
 * @param privateLatent shape `[numRows, privateDim]`, zeros where the modality is missing; undefined where `privateDim` is 0
 * @returns shape `[numRows, featureLength]`
 */
export function decode<T>(pass: ForwardPass<T>, { options }: Network, modality: string, latent: T, privateLatent?: T): T {
  const input = privateLatent === undefined ? latent : pass.arithmetic.concat([latent, privateLatent]);
  return decoder(pass, `${modality}.decoder`, decoderOptions(options, modality), input);
}

/** The logits of the codes, or the reconstructed latent. @returns shape `[numRows, head.width]` */
export function headOutput<T>(pass: ForwardPass<T>, latent: T): T {
  return dense(pass, 'head', latent);
}
