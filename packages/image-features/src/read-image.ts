import { decodeImage, defaultMaxPixels } from './decoding/decode-image.ts';
import type { Aspect } from './resized.ts';
import type { RgbImage } from './rgb-image.ts';

export interface ReadImageOptions {
  /** side length of the resulting square, in pixels */
  readonly size: number;
  readonly aspect: Aspect;
  /** images with more pixels are refused before they are decoded */
  readonly maxPixels: number;
}

/**
 * Reads an image file as a square of RGB. EXIF orientation is applied and transparency is composited on white; greyscale, CMYK, colour profiles and
 * 16 bits are converted to 8-bit sRGB. Of an animation, the first frame is used; of a TIFF, the first page that is not a reduced copy of another one.
 * The same image gives the same square in any format.
 *
 * @throws UnusableMediaError if the file is missing, empty, damaged, too large, of an unsupported format or not an image
 */
export function readImage(path: string, { size, aspect, maxPixels }: ReadImageOptions): Promise<RgbImage> {
  return decodeImage(path, maxPixels, async (image) => {
    const data = await image
      .resize(size, size, { fit: aspect === 'crop' ? 'cover' : 'fill', kernel: 'linear' })
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { width: size, height: size, data: new Uint8Array(data) };
  });
}

export interface ReadThumbnailOptions {
  /** the maximum length of the longer side, in pixels; smaller images keep their size */
  readonly maxSide: number;
  readonly maxPixels?: number;
}

/** Reads an image file as a small image for display, keeping its proportions; otherwise as {@link readImage}, with the same errors. */
export function readThumbnail(path: string, { maxSide, maxPixels = defaultMaxPixels }: ReadThumbnailOptions): Promise<RgbImage> {
  return decodeImage(path, maxPixels, async (image) => {
    const { data, info } = await image
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  });
}
