import type { MagickFormat } from '@imagemagick/magick-wasm';

/** A format that ImageMagick decodes, as libvips in sharp cannot. */
export interface OtherFormat {
  /** ImageMagick's name of it, so that no other of its hundred decoders is ever tried */
  readonly magick: MagickFormat;
  /** memory at the peak of decoding, a pixel; measured with ImageMagick 7.1.2 and rounded up */
  readonly bytesPerPixel: number;
}

/** By the look of a file. */
const otherFormats: Readonly<Record<string, OtherFormat>> = {
  'a BMP image': { magick: 'BMP', bytesPerPixel: 14 },
  'a HEIC image': { magick: 'HEIC', bytesPerPixel: 18 },
  'a HEIC image sequence': { magick: 'HEIC', bytesPerPixel: 18 },
  'an animated AVIF image': { magick: 'AVIF', bytesPerPixel: 24 },
  'a JPEG 2000 image': { magick: 'JP2', bytesPerPixel: 22 },
  'a JPEG 2000 codestream': { magick: 'J2K', bytesPerPixel: 22 },
  'a JPEG XL image': { magick: 'JXL', bytesPerPixel: 40 },
  'a Photoshop image': { magick: 'PSD', bytesPerPixel: 24 },
  'a PNM image': { magick: 'PNM', bytesPerPixel: 14 },
};

/**
 * The decoder that a file needs; undefined where libvips reads it, or nothing does.
 *
 * @param head the first 64 bytes: some programs give a still AVIF, which libvips reads, the first brand of HEIF at large
 */
export function otherFormatOf(look: string, head: Uint8Array): OtherFormat | undefined {
  const isAvif = look === 'a HEIC image' && Buffer.from(head).includes('avif');
  return isAvif ? undefined : otherFormats[look];
}
