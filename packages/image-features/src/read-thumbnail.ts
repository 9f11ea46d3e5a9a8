import { decodePicture, defaultMaxPixels } from './decode-picture.ts';
import type { RgbImage } from './rgb-image.ts';

export interface ReadThumbnailOptions {
  /** pixels along the longer side, at most; a smaller picture keeps its size */
  readonly maxSide: number;
  readonly maxPixels?: number;
}

/**
 * A picture file as a small picture for people, its proportions kept; otherwise as {@link readImage} reads it, with the same errors.
 */
export function readThumbnail(path: string, { maxSide, maxPixels = defaultMaxPixels }: ReadThumbnailOptions): Promise<RgbImage> {
  return decodePicture(path, maxPixels, async (picture) => {
    const { data, info } = await picture
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  });
}
