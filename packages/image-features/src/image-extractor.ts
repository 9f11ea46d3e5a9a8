import { isDeepStrictEqual } from 'node:util';
import { InputError, resolveOptions } from '@mmae/input';
import { UnusableMediaError, type Extractor, type FittedState } from '@mmae/samples';
import { colourGrid, colourStatistics } from './colour.ts';
import { hog } from './hog.ts';
import { imageOptions, type ImageExtractorOptions, type ImageFeature } from './image-options.ts';
import { readImage } from './read-image.ts';
import { resized } from './resized.ts';
import { mirrored, shifted, toRgb, type RgbImage } from './rgb-image.ts';

/** The resized image that features are computed from: `size`×`size` RGB. */
export type ImageRaw = RgbImage;

const features: Readonly<Record<ImageFeature, (image: RgbImage) => Float32Array>> = {
  pixels,
  colourStatistics,
  hog: (image: RgbImage) => hog(image),
  colourGrid,
};

/** Red, green and blue of every pixel. @returns shape `[size, size, 3]`, 0 … 1 */
function pixels({ data }: RgbImage): Float32Array {
  const values = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) values[i] = data[i] / 255;
  return values;
}

/** The range of one kind of feature in what `transform` returns. */
export interface FeatureBlock {
  readonly feature: ImageFeature;
  readonly start: number;
  readonly length: number;
}

export interface ImageExtractor extends Extractor<ImageRaw> {
  readonly blocks: readonly FeatureBlock[];
  /** Nine copies in a fixed order, without any randomness. */
  augment(raw: ImageRaw): ImageRaw[];
}

/**
 * Computes features of images. Nothing is learnt from train rows: `fit` does nothing, and the state contains only the options.
 *
 * `augment` returns nine copies in this order: 0 mirrored; 1–4 shifted by (+s, +s), (+s, −s), (−s, +s) and (−s, −s) pixels (right, down), with the edge
 * repeated; 5–8 mirrored and shifted in the same way.
 *
 * @throws InputError for options that break the rules of `imageOptions`
 */
export function imageExtractor(options: ImageExtractorOptions = {}): ImageExtractor {
  const { encoder, size, features: chosen, aspect, shiftPixels, maxPixels } = resolveOptions('imageExtractor', imageOptions, options);
  expectNoEncoder(encoder);
  const blocks = featureBlocks(size, chosen);
  const featureLength = blocks.reduce((sum, { length }) => sum + length, 0);
  const settings = { extractor: 'image', size, features: [...chosen], aspect };

  return {
    blocks,
    featureLength,
    numCopies: 9,
    async extract(media) {
      if (media.kind === 'file') return readImage(media.path, { size, aspect, maxPixels });
      if (media.kind === 'pixels') return ownCopy(resized(toRgb(media), size, aspect));
      throw new UnusableMediaError(`not an image: expected media of kind file or pixels, got ${media.kind}. Correct the modality.`);
    },
    fit: () => undefined,
    transform(raw) {
      const numbers = new Float32Array(featureLength);
      for (const { feature, start } of blocks) numbers.set(features[feature](raw), start);
      return numbers;
    },
    augment: (raw) => copies(raw, shiftPixels),
    toBytes: ({ data }) => data,
    fromBytes: (bytes) => fromBytes(bytes, size),
    state: () => ({ json: settings, tensors: {} }),
    restore: (state) => checkState(state, settings),
  };
}

function featureBlocks(size: number, chosen: readonly ImageFeature[]): FeatureBlock[] {
  const black: RgbImage = { width: size, height: size, data: new Uint8Array(3 * size * size) };
  let start = 0;
  return chosen.map((feature) => {
    const { length } = features[feature](black);
    start += length;
    return { feature, start: start - length, length };
  });
}

/** A copy that neither keeps a shared array of pixels in memory nor changes with it. */
const ownCopy = (image: RgbImage): RgbImage => ({ ...image, data: image.data.slice() });

function copies(image: RgbImage, by: number): RgbImage[] {
  const shifts = (from: RgbImage) => [shifted(from, by, by), shifted(from, by, -by), shifted(from, -by, by), shifted(from, -by, -by)];
  const mirror = mirrored(image);
  return [mirror, ...shifts(image), ...shifts(mirror)];
}

function fromBytes(bytes: Uint8Array, size: number): RgbImage {
  if (bytes.length !== 3 * size * size) {
    throw new RangeError(`imageExtractor: expected ${3 * size * size} bytes for ${size}×${size} RGB, got ${bytes.length}. Extract again.`);
  }
  return { width: size, height: size, data: bytes };
}

function checkState({ json }: FittedState, settings: object): void {
  if (isDeepStrictEqual(json, settings)) return;
  throw new RangeError(
    `imageExtractor: expected a state of ${JSON.stringify(settings)}, got ${JSON.stringify(json)}. Create the extractor with the options of the run.`,
  );
}

function expectNoEncoder(encoder: string | undefined): void {
  if (encoder === undefined) return;
  throw new InputError(`imageExtractor: expected no encoder, got ${JSON.stringify(encoder)}. Use encodedImageExtractor.`);
}
