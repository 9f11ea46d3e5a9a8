import { frameHeight, frameWidth } from './frame.ts';

const { abs } = Math;

/** Pixels of a plane. */
export const planeLength = frameWidth * frameHeight;

/**
 * Luma and the two colour differences of BT.601, each a plane of bytes.
 *
 * @param rgb `[frameHeight, frameWidth, 3]`
 * @returns y, cb, cr: `[3, frameHeight, frameWidth]`; colour differences are centred at 128 and scaled like luma
 */
export function planes(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(3 * planeLength);
  for (let i = 0, j = 0; i < planeLength; i++, j += 3) {
    const [red, green, blue] = [rgb[j], rgb[j + 1], rgb[j + 2]];
    const luma = (77 * red + 150 * green + 29 * blue + 128) >> 8;
    out[i] = luma;
    out[planeLength + i] = 128 + ((146 * (blue - luma)) >> 8);
    out[2 * planeLength + i] = 128 + ((183 * (red - luma)) >> 8);
  }
  return out;
}

/** Mean absolute deviation of luma from its mean. */
export function contrastOf(frame: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < planeLength; i++) sum += frame[i];
  const mean = sum / planeLength;
  let deviation = 0;
  for (let i = 0; i < planeLength; i++) deviation += abs(frame[i] - mean);
  return deviation / planeLength;
}
