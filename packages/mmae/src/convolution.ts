/**
 * A convolution of stride 2 over pictures, and its adjoint, which turns small pictures back into large ones.
 *
 *   convolve             y[o] = Σₖ x[2 o + k − pad] Wₖ          [height, width] → [⌈height / 2⌉, ⌈width / 2⌉]
 *   convolveTransposed   x[2 o + k − pad] += y[o] Wₖᵀ           the other way
 *
 * with zero padding as TensorFlow's `same`: the rows needed are split evenly, an odd one goes below (Dumoulin and Visin, arXiv 1603.07285).
 */
import { matrix, multiply, type Matrix } from '@mmae/matrix';

/** A picture: channels run fastest, then columns. */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export const kernelSize = 3;
export const stride = 2;

/** The picture after a convolution. */
export function halved({ height, width }: PictureShape, channels: number): PictureShape {
  return { height: Math.ceil(height / stride), width: Math.ceil(width / stride), channels };
}

export const numPixels = ({ height, width }: PictureShape) => height * width;
export const pictureLength = (picture: PictureShape) => numPixels(picture) * picture.channels;

/**
 * @param pictures shape `[numRows, height · width · channels]`
 * @param filter shape `[3 · 3 · channels, outChannels]`
 * @returns shape `[numRows, ⌈height / 2⌉ · ⌈width / 2⌉ · outChannels]`
 */
export function convolve(pictures: Matrix, filter: Matrix, shape: PictureShape): Matrix {
  const patches = gatherPatches(pictures, shape);
  const { data } = multiply(patches, filter);
  return matrix(pictures.numRows, data.length / Math.max(1, pictures.numRows), data);
}

/**
 * @param pictures shape `[numRows, ⌈height / 2⌉ · ⌈width / 2⌉ · inChannels]`
 * @param filter shape `[3 · 3 · channels, inChannels]`
 * @param shape of the pictures that are made
 * @returns shape `[numRows, height · width · channels]`
 */
export function convolveTransposed(pictures: Matrix, filter: Matrix, shape: PictureShape): Matrix {
  const perPixel = matrix(pictures.data.length / filter.numColumns, filter.numColumns, pictures.data);
  return scatterPatches(multiply(perPixel, filter, { transposeB: true }), shape, pictures.numRows);
}

/** A row for each output pixel: what the kernel sees there, zeros outside. @returns shape `[numRows · outPixels, 9 · channels]` */
function gatherPatches({ numRows, data }: Matrix, shape: PictureShape): Matrix {
  const places = patchPlaces(shape);
  const { channels } = shape;
  const patches = matrix((numRows * places.length) / kernelSize ** 2, kernelSize ** 2 * channels);
  forEachPlace(places, numRows, pictureLength(shape), channels, (place, patch) => {
    patches.data.set(data.subarray(place, place + channels), patch);
  });
  return patches;
}

/** Adds each patch to the pixels it was made from: the adjoint of {@link gatherPatches}. */
function scatterPatches({ data }: Matrix, shape: PictureShape, numRows: number): Matrix {
  const { channels } = shape;
  const pictures = matrix(numRows, pictureLength(shape));
  forEachPlace(patchPlaces(shape), numRows, pictureLength(shape), channels, (place, patch) => {
    for (let c = 0; c < channels; c++) pictures.data[place + c] += data[patch + c];
  });
  return pictures;
}

/** Tells of every place that lies inside: where its channels begin in the pictures, and where in the patches. */
function forEachPlace(
  places: Int32Array,
  numRows: number,
  length: number,
  channels: number,
  visit: (place: number, patch: number) => void,
): void {
  for (let i = 0; i < numRows; i++) {
    places.forEach((place, k) => {
      if (place >= 0) visit(i * length + place * channels, (i * places.length + k) * channels);
    });
  }
}

/** For each output pixel and each place of the kernel the pixel seen, or −1. @returns shape `[outPixels, 9]` */
function patchPlaces(shape: PictureShape): Int32Array {
  const out = halved(shape, 1);
  const [top, left] = [paddingBefore(shape.height), paddingBefore(shape.width)];
  const places = new Int32Array(numPixels(out) * kernelSize ** 2);
  let k = 0;
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      for (let dy = 0; dy < kernelSize; dy++) {
        for (let dx = 0; dx < kernelSize; dx++) {
          const [row, column] = [y * stride + dy - top, x * stride + dx - left];
          const inside = row >= 0 && row < shape.height && column >= 0 && column < shape.width;
          places[k++] = inside ? row * shape.width + column : -1;
        }
      }
    }
  }
  return places;
}

function paddingBefore(length: number): number {
  const needed = (Math.ceil(length / stride) - 1) * stride + kernelSize - length;
  return Math.floor(Math.max(0, needed) / 2);
}
