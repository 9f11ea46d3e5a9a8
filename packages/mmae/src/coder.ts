/**
 * Encoders and decoders. Both are a perceptron; over pictures (pixels, or a spectrogram as one channel) with convolutions of stride 2 at the
 * side of the features:
 *
 *   encoder   x → relu(conv₀) → … → relu(convₙ) → perceptron → latent
 *   decoder   latent → perceptron → relu → convᵀₙ → relu → … → convᵀ₀ → x̂
 *
 * The convolutional autoencoder of Masci et al. (ICANN 2011), with strides in place of pooling. A row whose modality is missing is encoded as zeros,
 * and masked by whoever uses the result.
 */
import type { Pass } from './arithmetic.ts';
import { halved, kernelSize, pictureLength, type PictureShape } from './convolution.ts';
import type { CoderOptions } from './options.ts';
import { perceptron, perceptronShapes } from './perceptron.ts';
import type { Shapes } from './weights.ts';

/** The shapes of an encoder's weights; convolution i has `<prefix>.convolution.<i>.weight` `[3, 3, in, out]` and `.bias`. */
export function encoderShapes(prefix: string, featureLength: number, options: CoderOptions, width: number): Shapes {
  const pictures = picturesOf(options);
  const flatLength = pictures.length > 0 ? pictureLength(pictures.at(-1)!) : featureLength;
  return { ...convolutionShapes(prefix, pictures, 'out'), ...perceptronShapes(prefix, flatLength, options, width) };
}

/** The shapes of a decoder's weights; `.weight` of a convolution is `[3, 3, out, in]`, as it is transposed. */
export function decoderShapes(prefix: string, width: number, options: CoderOptions, featureLength: number): Shapes {
  const pictures = picturesOf(options);
  const flatLength = pictures.length > 0 ? pictureLength(pictures.at(-1)!) : featureLength;
  return { ...perceptronShapes(prefix, width, options, flatLength), ...convolutionShapes(prefix, pictures, 'in') };
}

/** @param features shape `[numRows, featureLength]`. @returns shape `[numRows, width]` */
export function encoder<T>(pass: Pass<T>, prefix: string, options: CoderOptions, features: T): T {
  const { arithmetic: a, weights } = pass;
  let pictures = features;
  picturesOf(options)
    .slice(0, -1)
    .forEach((shape, i) => {
      const name = `${prefix}.convolution.${i}`;
      pictures = a.relu(a.addToChannels(a.convolve(pictures, weights[`${name}.weight`], shape), weights[`${name}.bias`]));
    });
  return perceptron(pass, prefix, options, pictures);
}

/** @param latent shape `[numRows, width]`. @returns shape `[numRows, featureLength]` */
export function decoder<T>(pass: Pass<T>, prefix: string, options: CoderOptions, latent: T): T {
  const { arithmetic: a, weights } = pass;
  let pictures = perceptron(pass, prefix, options, latent);
  const shapes = picturesOf(options);
  for (let i = shapes.length - 2; i >= 0; i--) {
    const name = `${prefix}.convolution.${i}`;
    const enlarged = a.convolveTransposed(a.relu(pictures), weights[`${name}.weight`], shapes[i]);
    pictures = a.addToChannels(enlarged, weights[`${name}.bias`]);
  }
  return pictures;
}

/** The picture the features are, and those after each convolution; none without convolutions. */
function picturesOf({ convolution }: CoderOptions): PictureShape[] {
  if (!convolution) return [];
  return convolution.filters.reduce((shapes, channels) => [...shapes, halved(shapes.at(-1)!, channels)], [convolution as PictureShape]);
}

/** @param biased which side of a convolution has its bias */
function convolutionShapes(prefix: string, pictures: readonly PictureShape[], biased: 'in' | 'out'): Shapes {
  const shapes: Shapes = {};
  pictures.slice(1).forEach((small, i) => {
    const large = pictures[i];
    shapes[`${prefix}.convolution.${i}.weight`] = [kernelSize, kernelSize, large.channels, small.channels];
    shapes[`${prefix}.convolution.${i}.bias`] = [(biased === 'out' ? small : large).channels];
  });
  return shapes;
}
