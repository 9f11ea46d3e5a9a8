import { decodePicture } from './decode-picture.ts';
import type { Aspect } from './resized.ts';
import type { RgbImage } from './rgb-image.ts';

export interface ReadImageOptions {
  /** pixels along a side of the square that comes out */
  readonly size: number;
  readonly aspect: Aspect;
  /** pictures of more pixels are refused before they are decoded */
  readonly maxPixels: number;
}

/**
 * A picture file as a square of RGB: turned as its EXIF says, transparency laid on white, grey, CMYK, colour profiles and 16 bit brought to sRGB of 8 bits,
 * the first frame of an animation, the first page of a TIFF that is no small copy of another. The same picture gives the same square whatever its format.
 *
 * @throws UnusableMediaError where the file is missing, empty, damaged, too large, of a kind that is not read, or no picture
 */
export function readImage(path: string, { size, aspect, maxPixels }: ReadImageOptions): Promise<RgbImage> {
  return decodePicture(path, maxPixels, async (picture) => {
    const data = await picture
      .resize(size, size, { fit: aspect === 'crop' ? 'cover' : 'fill', kernel: 'linear' })
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { width: size, height: size, data: new Uint8Array(data) };
  });
}
