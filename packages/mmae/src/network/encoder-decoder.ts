/**
 * Encoders and decoders: perceptrons, for images and spectrograms with convolutions of stride 2 between the features and the perceptron.
 *
 *   encoder   x → relu(conv₀) → … → relu(convₙ) → perceptron → latent
 *   decoder   latent → perceptron → relu → convᵀₙ → relu → … → convᵀ₀ → x̂
 *
 * The convolutional autoencoder of Masci et al. (ICANN 2011), with strides instead of pooling. The row of a missing modality is encoded as
 * zeros, and the caller masks the result.
 */
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import type { LayerOptions } from '../options.ts';
import { halved, imageLength, kernelSize, type ImageShape } from './convolution.ts';
import { perceptron, perceptronShapes } from './perceptron.ts';
import type { Shapes } from './weights.ts';

/** The shapes of an encoder's weights; convolution i has `<prefix>.convolution.<i>.weight` `[3, 3, in, out]` and `.bias` `[out]`. */
export function encoderShapes(prefix: string, featureLength: number, options: LayerOptions, width: number): Shapes {
  const images = imageShapes(options);
  const flatLength = images.length > 0 ? imageLength(images.at(-1)!) : featureLength;
  return { ...convolutionShapes(prefix, images, 'out'), ...perceptronShapes(prefix, flatLength, options, width) };
}

/** The shapes of a decoder's weights; convolution i is transposed: `<prefix>.convolution.<i>.weight` `[3, 3, out, in]`, `.bias` `[out]`. */
export function decoderShapes(prefix: string, width: number, options: LayerOptions, featureLength: number): Shapes {
  const images = imageShapes(options);
  const flatLength = images.length > 0 ? imageLength(images.at(-1)!) : featureLength;
  return { ...perceptronShapes(prefix, width, options, flatLength), ...convolutionShapes(prefix, images, 'in') };
}

/** @param features shape `[numRows, featureLength]`. @returns shape `[numRows, width]` */
export function encoder<T>(pass: ForwardPass<T>, prefix: string, options: LayerOptions, features: T): T {
  const { arithmetic: a, weights } = pass;
  let activation = features;
  imageShapes(options)
    .slice(0, -1)
    .forEach((shape, i) => {
      const name = `${prefix}.convolution.${i}`;
      const smaller = a.convolve(activation, weights[`${name}.weight`], shape);
      activation = a.relu(a.addToChannels(smaller, weights[`${name}.bias`]));
    });
  return perceptron(pass, prefix, options, activation);
}

/** @param latent shape `[numRows, width]`. @returns shape `[numRows, featureLength]` */
export function decoder<T>(pass: ForwardPass<T>, prefix: string, options: LayerOptions, latent: T): T {
  const { arithmetic: a, weights } = pass;
  let activation = perceptron(pass, prefix, options, latent);
  const shapes = imageShapes(options);
  for (let i = shapes.length - 2; i >= 0; i--) {
    const name = `${prefix}.convolution.${i}`;
    const larger = a.convolveTransposed(a.relu(activation), weights[`${name}.weight`], shapes[i]);
    activation = a.addToChannels(larger, weights[`${name}.bias`]);
  }
  return activation;
}

/** The image shape of the features, then that after each convolution; empty without convolutions. */
function imageShapes({ convolution }: LayerOptions): ImageShape[] {
  if (!convolution) return [];
  return convolution.filters.reduce((shapes, channels) => [...shapes, halved(shapes.at(-1)!, channels)], [convolution as ImageShape]);
}

/** @param biased the side of a convolution that has the bias */
function convolutionShapes(prefix: string, images: readonly ImageShape[], biased: 'in' | 'out'): Shapes {
  const shapes: Shapes = {};
  images.slice(1).forEach((small, i) => {
    const large = images[i];
    shapes[`${prefix}.convolution.${i}.weight`] = [kernelSize, kernelSize, large.channels, small.channels];
    shapes[`${prefix}.convolution.${i}.bias`] = [(biased === 'out' ? small : large).channels];
  });
  return shapes;
}
