import { UnusableMediaError, type Media } from '@mmae/samples';
import type { RgbImage } from './rgb-image.ts';

type Pixels = Extract<Media, { kind: 'pixels' }>;

/**
 * Pixels of one, three or four channels as RGB: grey is repeated, transparency laid on white.
 *
 * @throws UnusableMediaError where there are none, or fewer or more bytes than width, height and channels say
 */
export function toRgb({ width, height, channels, data }: Pixels): RgbImage {
  if (!(width > 0 && height > 0) || data.length !== width * height * channels) {
    throw new UnusableMediaError(
      `pixels do not fit: expected ${width * height * channels} bytes for ${width}×${height} pixels of ${channels} channels, got ${data.length}.`,
    );
  }
  if (channels === 3) return { width, height, data };
  const rgb = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    for (let channel = 0; channel < 3; channel++) {
      rgb[3 * pixel + channel] = channels === 1 ? data[from] : onWhite(data[from + channel], data[from + 3]);
    }
  }
  return { width, height, data: rgb };
}

/** A value seen through its opacity, both 0 … 255, before white. */
const onWhite = (value: number, opacity: number) => Math.round(255 + ((value - 255) * opacity) / 255);
