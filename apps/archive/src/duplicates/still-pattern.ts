import { readImage } from '@mmae/image-features';
import { UnusableMediaError } from '@mmae/samples';

/** Side length of the small greyscale image that is compared. */
const size = 16;
const maxPixels = 100_000_000;
/** A standard deviation of brightness below this (of 255) shows nothing: black, or one colour. */
const minDeviation = 4;

/**
 * The pattern of light and dark of a still, whatever its size, brightness and contrast.
 *
 * @returns 16 × 16 numbers of mean 0 and length 1; undefined for a still without contrast, and for a file that cannot be read
 */
export async function stillPattern(path: string): Promise<Float32Array | undefined> {
  try {
    const { data } = await readImage(path, { size, aspect: 'stretch', maxPixels });
    return toPattern(data);
  } catch (error) {
    if (error instanceof UnusableMediaError) return undefined;
    throw error;
  }
}

/** @param rgb three bytes for each pixel; luma as in ITU-R BT.601 */
function toPattern(rgb: Uint8Array): Float32Array | undefined {
  const luma = Float32Array.from(
    { length: size * size },
    (_, i) => 0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!,
  );
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  const centred = luma.map((value) => value - mean);
  const length = Math.hypot(...centred);
  return length / Math.sqrt(luma.length) < minDeviation ? undefined : centred.map((value) => value / length);
}

/** Pearson's correlation of two patterns. */
export const correlation = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
