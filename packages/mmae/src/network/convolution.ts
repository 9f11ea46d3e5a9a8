/**
 * A 3×3 convolution of stride 2 over images, and its adjoint, which turns small images back into large ones.
 *
 *   convolve             y[o] = Σₖ x[2 o + k − pad] Wₖ          [height, width] → [⌈height / 2⌉, ⌈width / 2⌉]
 *   convolveTransposed   x[2 o + k − pad] += y[o] Wₖᵀ           [⌈height / 2⌉, ⌈width / 2⌉] → [height, width]
 *
 * with zero padding as TensorFlow's `same`: split evenly, an odd row or column goes below or right (Dumoulin and Visin, arXiv 1603.07285).
 */
import { matrix, multiply, type Matrix } from '@mmae/matrix';

/** An image in row-major order, its channels innermost. A row of a matrix holds one image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export const kernelSize = 3;
export const stride = 2;

/** The shape after a convolution. */
export function halved({ height, width }: ImageShape, channels: number): ImageShape {
  return { height: Math.ceil(height / stride), width: Math.ceil(width / stride), channels };
}

const numPixels = ({ height, width }: ImageShape) => height * width;
/** height · width · channels */
export const imageLength = (shape: ImageShape) => numPixels(shape) * shape.channels;

/**
 * @param images shape `[numRows, height · width · channels]`
 * @param filter shape `[3 · 3 · channels, outChannels]`
 * @param shape of the input images
 * @returns shape `[numRows, ⌈height / 2⌉ · ⌈width / 2⌉ · outChannels]`
 */
export function convolve(images: Matrix, filter: Matrix, shape: ImageShape): Matrix {
  const patches = gatherPatches(images, shape);
  const { data } = multiply(patches, filter);
  return matrix(images.numRows, data.length / Math.max(1, images.numRows), data);
}

/**
 * @param images shape `[numRows, ⌈height / 2⌉ · ⌈width / 2⌉ · inChannels]`
 * @param filter shape `[3 · 3 · channels, inChannels]`
 * @param shape of the output images
 * @returns shape `[numRows, height · width · channels]`
 */
export function convolveTransposed(images: Matrix, filter: Matrix, shape: ImageShape): Matrix {
  const perPixel = matrix(images.data.length / filter.numColumns, filter.numColumns, images.data);
  return scatterPatches(multiply(perPixel, filter, { transposeB: true }), shape, images.numRows);
}

/** For each output pixel the input under the kernel, zeros outside the image. @returns shape `[numRows · outPixels, 9 · channels]` */
function gatherPatches({ numRows, data }: Matrix, shape: ImageShape): Matrix {
  const pixels = patchPixels(shape);
  const { channels } = shape;
  const patches = matrix((numRows * pixels.length) / kernelSize ** 2, kernelSize ** 2 * channels);
  forEachPatchPixel(pixels, numRows, shape, (imageIndex, patchIndex) => {
    patches.data.set(data.subarray(imageIndex, imageIndex + channels), patchIndex);
  });
  return patches;
}

/** Adds each patch to the pixels that {@link gatherPatches} takes it from, as its adjoint. */
function scatterPatches({ data }: Matrix, shape: ImageShape, numRows: number): Matrix {
  const { channels } = shape;
  const images = matrix(numRows, imageLength(shape));
  forEachPatchPixel(patchPixels(shape), numRows, shape, (imageIndex, patchIndex) => {
    for (let c = 0; c < channels; c++) images.data[imageIndex + c] += data[patchIndex + c];
  });
  return images;
}

/** Calls `visit` for each pixel of each patch that is inside its image, with the indices of its first channel in images and patches. */
function forEachPatchPixel(
  pixels: Int32Array,
  numRows: number,
  shape: ImageShape,
  visit: (imageIndex: number, patchIndex: number) => void,
): void {
  const { channels } = shape;
  const length = imageLength(shape);
  for (let i = 0; i < numRows; i++) {
    pixels.forEach((pixel, k) => {
      if (pixel >= 0) visit(i * length + pixel * channels, (i * pixels.length + k) * channels);
    });
  }
}

/** For each output pixel and kernel element the index of the input pixel, or −1 outside the image. @returns shape `[outPixels, 9]` */
function patchPixels(shape: ImageShape): Int32Array {
  const out = halved(shape, 1);
  const [top, left] = [paddingBefore(shape.height), paddingBefore(shape.width)];
  const pixels = new Int32Array(numPixels(out) * kernelSize ** 2);
  let k = 0;
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      for (let dy = 0; dy < kernelSize; dy++) {
        for (let dx = 0; dx < kernelSize; dx++) {
          const [row, column] = [y * stride + dy - top, x * stride + dx - left];
          const inside = row >= 0 && row < shape.height && column >= 0 && column < shape.width;
          pixels[k++] = inside ? row * shape.width + column : -1;
        }
      }
    }
  }
  return pixels;
}

function paddingBefore(length: number): number {
  const needed = (Math.ceil(length / stride) - 1) * stride + kernelSize - length;
  return Math.floor(Math.max(0, needed) / 2);
}
