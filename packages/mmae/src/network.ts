/**
 * The network of a Multimodal Autoencoder, over any subset of its modalities.
 *
 *   (hₘ, pₘ) = encoderₘ(xₘ)            a modality's latent, and what is private to it
 *   z = fusion({hₘ : m there})         the shared latent; μ, log σ² and a draw where it is Gaussian
 *   x̂ₘ = decoderₘ(z, maskₘ pₘ)         every modality from any subset
 *   c = z W + b                        the head: logits of the codes
 *
 * A modality that is missing is encoded as zeros and then masked: neither fusion nor decoder sees the result, and its encoder gets
 * a gradient of exactly zero from that row.
 */
import type { Pass } from './arithmetic.ts';
import { decoder, decoderShapes, encoder, encoderShapes } from './coder.ts';
import { fusions } from './fusion/fusions.ts';
import type { CoderOptions, NetworkOptions, ObjectiveOptions } from './options.ts';
import { dense } from './perceptron.ts';
import type { Shapes } from './weights.ts';

/** A network's plan: what its weights follow from. */
export interface Network {
  readonly options: NetworkOptions;
  /** width of a modality's features, by modality in the order of encoding */
  readonly featureLengths: Readonly<Record<string, number>>;
  readonly hasDecoders: boolean;
  /** width of the head; 0 for none */
  readonly numCodes: number;
  /** modalities whose losses are balanced by a learned weight */
  readonly balanced: readonly string[];
}

/** A modality, or several fused, in the latent space. */
export interface Encoding<T> {
  /** `[numRows, latentWidth]`: what fusion takes and returns */
  readonly latent: T;
  /** `[numRows, privateDim]`; undefined where there is none */
  readonly ownPart?: T;
}

export function networkOf(
  { network, objective }: { network: NetworkOptions; objective: ObjectiveOptions },
  featureLengths: Readonly<Record<string, number>>,
  numCodes: number,
): Network {
  const hasDecoders = objective.reconstruction > 0;
  const balanced = hasDecoders && objective.balance === 'learned' ? Object.keys(featureLengths) : [];
  return { options: network, featureLengths, hasDecoders, numCodes: objective.codes > 0 ? numCodes : 0, balanced };
}

/** Whether encoders return mean and logarithm of the variance side by side. */
export function hasVariance({ latent, fusion }: NetworkOptions): boolean {
  return latent === 'gaussian' || fusions[fusion].expects === 'meanAndLogVariance';
}

/** How wide an encoder's latent is, what is private aside. */
export const latentWidth = (options: NetworkOptions) => (hasVariance(options) ? 2 : 1) * options.latentDim;
export const encoderOptions = ({ encoder, encoders }: NetworkOptions, modality: string): CoderOptions => ({
  ...encoder,
  ...encoders[modality],
});
export const decoderOptions = ({ decoder, decoders }: NetworkOptions, modality: string): CoderOptions => ({
  ...decoder,
  ...decoders[modality],
});

/** The shapes of every weight by name, in the order in which they are drawn. */
export function networkShapes({ options, featureLengths, hasDecoders, numCodes, balanced }: Network): Shapes {
  const { latentDim, privateDim, fusion } = options;
  const shapes: Shapes = {};
  for (const [modality, length] of Object.entries(featureLengths)) {
    const width = latentWidth(options) + privateDim;
    Object.assign(shapes, encoderShapes(`${modality}.encoder`, length, encoderOptions(options, modality), width));
    if (!hasDecoders) continue;
    Object.assign(shapes, decoderShapes(`${modality}.decoder`, latentDim + privateDim, decoderOptions(options, modality), length));
  }
  Object.assign(shapes, fusions[fusion].shapes(Object.keys(featureLengths), latentWidth(options)));
  if (numCodes) Object.assign(shapes, { 'head.weight': [latentDim, numCodes], 'head.bias': [numCodes] });
  for (const modality of balanced) shapes[`${modality}.balance`] = [1];
  return shapes;
}

/** @param features shape `[numRows, featureLength]` */
export function encode<T>(pass: Pass<T>, { options }: Network, modality: string, features: T): Encoding<T> {
  const encoding = encoder(pass, `${modality}.encoder`, encoderOptions(options, modality), features);
  if (options.privateDim === 0) return { latent: encoding };
  const width = latentWidth(options);
  return {
    latent: pass.arithmetic.columns(encoding, 0, width),
    ownPart: pass.arithmetic.columns(encoding, width, options.privateDim),
  };
}

/** @param masks a modality's, `[numRows, 1]`. @returns shape `[numRows, latentWidth]` */
export function fuse<T>(pass: Pass<T>, { options }: Network, latents: Readonly<Record<string, T>>, masks: Readonly<Record<string, T>>): T {
  return fusions[options.fusion].fuse(pass, latents, masks);
}

/** The mean of a latent, which is itself where it has no variance. @returns shape `[numRows, latentDim]` */
export function latentMean<T>({ arithmetic }: Pass<T>, { options }: Network, latent: T): T {
  return hasVariance(options) ? arithmetic.columns(latent, 0, options.latentDim) : latent;
}

/** @returns shape `[numRows, latentDim]` */
export function latentLogVariance<T>({ arithmetic }: Pass<T>, { options }: Network, latent: T): T {
  return arithmetic.columns(latent, options.latentDim, options.latentDim);
}

/**
 * A modality's features from the shared latent, and from what is private to it where it is there.
 *
 * @param latent shape `[numRows, latentDim]`
 * @param ownPart shape `[numRows, privateDim]`, zeros where the modality is missing
 */
export function decode<T>(pass: Pass<T>, { options }: Network, modality: string, latent: T, ownPart?: T): T {
  const input = ownPart === undefined ? latent : pass.arithmetic.concat([latent, ownPart]);
  return decoder(pass, `${modality}.decoder`, decoderOptions(options, modality), input);
}

/** The logits of the codes. @returns shape `[numRows, numCodes]` */
export function codeLogits<T>(pass: Pass<T>, latent: T): T {
  return dense(pass, 'head', latent);
}
