import { readImage } from '@mmae/image-features';
import { UnusableMediaError } from '@mmae/samples';

/** Side length of the small greyscale image that is compared. */
const size = 16;
const maxPixels = 100_000_000;
/** A standard deviation of brightness below this (of 255) shows nothing: black, or one colour. */
const minDeviation = 4;

/**
 * The pattern of light and colour of a still, whatever its size, brightness and contrast.
 *
 * @returns 16 × 16 pixels of red, green and blue less the mean brightness of all, together of length 1; undefined for a still without contrast of light, and
 * for a file that cannot be read
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

/** @param rgb three bytes for each pixel */
function toPattern(rgb: Uint8Array): Float32Array | undefined {
  const luma = Float32Array.from({ length: size * size }, (_, i) => lumaOf(rgb, 3 * i));
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  const deviation = Math.sqrt(luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length);
  if (deviation < minDeviation) return undefined;
  const centred = Float32Array.from(rgb, (value) => value - mean);
  const length = Math.hypot(...centred);
  return centred.map((value) => value / length);
}

/** ITU-R BT.601 */
const lumaOf = (rgb: Uint8Array, at: number) => 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;

/** The cosine of two patterns. */
export const correlation = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
