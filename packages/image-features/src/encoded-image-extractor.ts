import { encodedExtractor, type EncodedRaw, type EncoderBatch, type EncoderInput } from '@mmae/encoders';
import { resolveOptions } from '@mmae/input';
import { UnusableMediaError, type Extractor, type Media } from '@mmae/samples';
import { encodedImageOptions, type EncodedImageExtractorOptions, type EncodedImageOptions } from './encoded-image-options.ts';
import { readImage } from './read-image.ts';
import { resized } from './resized.ts';
import { mirrored, shifted, toRgb, type RgbImage } from './rgb-image.ts';

const numCopies = 3;

/**
 * Embeddings of images by a pretrained network. Copies are altered images: mirrored; shifted right and down; mirrored and shifted left and up.
 *
 * @param copies whether copies are encoded too, which takes four times as long
 * @throws InputError for options that break the rules of `encodedImageOptions`; when it is first used, for an encoder that is missing or does not fit
 */
export function encodedImageExtractor(
  given: EncodedImageExtractorOptions,
  { copies }: { readonly copies: boolean },
): Extractor<EncodedRaw> {
  const options = resolveOptions('encodedImageExtractor', encodedImageOptions, given);
  const { encoder, aspect, shiftPixels } = options;
  return encodedExtractor({
    ...{ modality: 'image', encoder, numCopies: copies ? numCopies : 0 },
    settings: { aspect, shiftPixels: shiftPixels ?? null },
    batches: ({ description: { input } }) => {
      const by = shiftPixels ?? Math.round(input.size / 16);
      const batchOf = (image: RgbImage) => toBatch(copies ? [image, ...copiesOf(image, by)] : [image], input);
      return {
        of: async (media) => batchOf(await squareOf(media, input.size, options)),
        example: () => batchOf({ width: input.size, height: input.size, data: new Uint8Array(3 * input.size ** 2).fill(128) }),
      };
    },
  });
}

async function squareOf(media: Media, size: number, { aspect, maxPixels }: EncodedImageOptions): Promise<RgbImage> {
  if (media.kind === 'file') return readImage(media.path, { size, aspect, maxPixels });
  if (media.kind === 'pixels') return resized(toRgb(media), size, aspect);
  throw new UnusableMediaError(`not an image: expected media of kind file or pixels, got ${media.kind}. Correct the modality.`);
}

const copiesOf = (image: RgbImage, by: number) => [mirrored(image), shifted(image, by, by), shifted(mirrored(image), -by, -by)];

/** Normalised colours, `[batch, 3, size, size]` or `[batch, size, size, 3]`. */
export function toBatch(images: readonly RgbImage[], { name, size, layout, mean, deviation }: EncoderInput<'image'>): EncoderBatch {
  const area = size * size;
  const data = new Float32Array(images.length * 3 * area);
  const [byPixel, byChannel] = layout === 'NCHW' ? [1, area] : [3, 1];
  images.forEach((image, i) => {
    for (let pixel = 0; pixel < area; pixel++)
      for (let channel = 0; channel < 3; channel++)
        data[3 * area * i + pixel * byPixel + channel * byChannel] =
          (image.data[3 * pixel + channel] / 255 - mean[channel]) / deviation[channel];
  });
  const shape = layout === 'NCHW' ? [images.length, 3, size, size] : [images.length, size, size, 3];
  return { inputs: { [name]: { type: 'float32', data, shape } } };
}
