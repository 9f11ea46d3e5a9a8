import type { Metadata } from 'sharp';

/** What a decoder is asked to do, as far as memory goes. */
export interface Decoding {
  readonly metadata: Pick<
    Metadata,
    'format' | 'width' | 'height' | 'channels' | 'depth' | 'isProgressive' | 'orientation' | 'bitsPerSample'
  >;
  /** rows that a TIFF's decoder holds at once */
  readonly rowsAtOnce?: number;
}

/** Rows that libvips keeps of a picture that it reads from top to bottom, over all its steps and threads; measured. */
const streamedRows = 1500;

/**
 * The memory that decoding a picture takes at its peak, of measurements with libvips 8.18 rounded up: most formats are read a few rows at a time;
 * the others take so many bytes a pixel.
 */
export function decodingBytes({ metadata, rowsAtOnce = 0 }: Decoding): number {
  const { width, height } = metadata;
  const rows = Math.min(height, streamedRows + 2 * rowsAtOnce);
  return Math.ceil(width * height * wholeBytesPerPixel(metadata) + width * rows * pixelBytes(metadata));
}

const pixelBytes = ({ channels, depth }: Decoding['metadata']) => channels * (depth === 'uchar' ? 1 : 2);

/** What is kept of every pixel before the first row is ready, and where a picture has to be turned. */
function wholeBytesPerPixel(metadata: Decoding['metadata']): number {
  const turned = (metadata.orientation ?? 1) > 1 ? pixelBytes(metadata) : 0;
  return decoderBytesPerPixel(metadata) + turned;
}

function decoderBytesPerPixel(metadata: Decoding['metadata']): number {
  const { format, channels, isProgressive, bitsPerSample = 8 } = metadata;
  switch (format) {
    case 'jpeg':
      return isProgressive ? 2.2 * channels : 0; // coefficients of two bytes
    case 'png':
      return isProgressive ? 1.1 * pixelBytes(metadata) : 0;
    case 'gif':
      return 5;
    case 'webp':
      return 8.5;
    case 'heif':
      return bitsPerSample > 8 ? 37 : 18.5; // AV1: the planes of several frames, and RGB
    case 'svg':
      return 32; // as many layers as its filters need
    default:
      return 0;
  }
}
