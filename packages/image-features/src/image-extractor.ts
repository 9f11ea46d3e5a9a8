import { isDeepStrictEqual } from 'node:util';
import { UnusableMediaError, type Extractor, type FittedState } from '@mmae/samples';
import { colourGrid, colourStatistics } from './colour.ts';
import { defaultMaxPixels } from './decode-picture.ts';
import { hog } from './hog.ts';
import { readImage } from './read-image.ts';
import { resized, type Aspect } from './resized.ts';
import { mirrored, shifted, type RgbImage } from './rgb-image.ts';
import { toRgb } from './to-rgb.ts';

/** What a picture becomes before any feature: `size`×`size` RGB. */
export type ImageRaw = RgbImage;

/** A kind of feature, and the function that gives it. */
const features = {
  pixels,
  colourStatistics,
  hog: (image: RgbImage) => hog(image),
  colourGrid,
};

/** Red, green and blue of every pixel, 0 … 1. */
function pixels({ data }: RgbImage): Float32Array {
  const values = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) values[i] = data[i] / 255;
  return values;
}

export type ImageFeature = keyof typeof features;

export interface ImageExtractorOptions {
  /** pixels along a side, a multiple of 4 and at least 8 */
  readonly size?: number;
  /** which features, one after the other */
  readonly features?: readonly ImageFeature[];
  readonly aspect?: Aspect;
  /** pixels that a copy is moved by in both directions */
  readonly shiftPixels?: number;
  /** files of more pixels are refused before they are decoded */
  readonly maxPixels?: number;
}

/** Where one kind of feature stands among the numbers of `transform`. */
export interface FeatureBlock {
  readonly feature: ImageFeature;
  readonly start: number;
  readonly length: number;
}

export interface ImageExtractor extends Extractor<ImageRaw> {
  readonly blocks: readonly FeatureBlock[];
  /** Nine copies in a fixed order, the same each time: nothing is drawn. */
  augment(raw: ImageRaw): ImageRaw[];
}

/**
 * Pictures to numbers. Nothing is learnt from train: `fit` does nothing, and the state is the options.
 *
 * `augment` gives nine copies, always in this order: 0 mirrored; 1–4 moved by (+s, +s), (+s, −s), (−s, +s), (−s, −s) pixels (right, down), the edge
 * repeated; 5–8 the mirrored one moved likewise. So a mirror with p ½, then a move with p ½, is one draw among the original and these.
 *
 * @throws RangeError for a size that is no multiple of 4, no or a repeated feature; TypeError for an unknown one
 */
export function imageExtractor(options: ImageExtractorOptions = {}): ImageExtractor {
  const { size = 32, features: chosen = ['hog', 'colourGrid'], aspect = 'stretch', maxPixels = defaultMaxPixels } = options;
  const shiftPixels = options.shiftPixels ?? Math.round(size / 16);
  checkOptions(size, chosen, shiftPixels);
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
      throw new UnusableMediaError(`not a picture: expected media of kind file or pixels, got ${media.kind}. Correct the modality.`);
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

function checkOptions(size: number, chosen: readonly string[], shiftPixels: number): void {
  if (!Number.isInteger(size) || size < 8 || size % 4 !== 0) {
    throw new RangeError(`imageExtractor: expected size to be a multiple of 4 and at least 8, got ${size}`);
  }
  if (!Number.isInteger(shiftPixels) || shiftPixels < 1 || shiftPixels >= size) {
    throw new RangeError(`imageExtractor: expected shiftPixels to be whole, 1 … ${size - 1}, got ${shiftPixels}`);
  }
  const known = Object.keys(features);
  const unknown = chosen.find((feature) => !known.includes(feature));
  if (unknown !== undefined) throw new TypeError(`imageExtractor: expected features among ${known.join(', ')}, got "${unknown}"`);
  if (chosen.length === 0 || new Set(chosen).size < chosen.length) {
    throw new RangeError(`imageExtractor: expected at least one feature and each once, got [${chosen.join(', ')}]`);
  }
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

/** So that an extracted picture never holds a whole array of pictures in memory, nor changes with it. */
const ownCopy = (image: RgbImage): RgbImage => ({ ...image, data: image.data.slice() });

function copies(image: RgbImage, by: number): RgbImage[] {
  const moved = (from: RgbImage) => [shifted(from, by, by), shifted(from, by, -by), shifted(from, -by, by), shifted(from, -by, -by)];
  const mirror = mirrored(image);
  return [mirror, ...moved(image), ...moved(mirror)];
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
    `imageExtractor: expected a state of ${JSON.stringify(settings)}, got ${JSON.stringify(json)}. Make the extractor with the run's options.`,
  );
}
