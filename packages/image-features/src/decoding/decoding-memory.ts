import type { Metadata } from 'sharp';

/** Memory that several tasks share. A task waits until its share is free. */
export interface MemoryBudget {
  readonly totalBytes: number;
  /**
   * Resolves once `bytes` are free, in the order of the calls, to a function that releases them. The caller must call it exactly once.
   *
   * @throws RangeError if `bytes` exceeds `totalBytes`
   */
  reserve(bytes: number): Promise<() => void>;
}

interface Reservation {
  readonly bytes: number;
  readonly start: () => void;
}

/** Reservations are served strictly in order, so that small ones do not keep a large one waiting forever. */
export function memoryBudget(totalBytes: number): MemoryBudget {
  let freeBytes = totalBytes;
  const queue: Reservation[] = [];

  const serve = () => {
    while (queue.length > 0 && queue[0].bytes <= freeBytes) {
      const { bytes, start } = queue.shift()!;
      freeBytes -= bytes;
      start();
    }
  };
  const release = (bytes: number) => {
    freeBytes += bytes;
    serve();
  };

  return {
    totalBytes,
    async reserve(bytes) {
      if (bytes > totalBytes) throw new RangeError(`memoryBudget: expected at most ${totalBytes} bytes, got ${bytes}`);
      await new Promise<void>((start) => {
        queue.push({ bytes, start });
        serve();
      });
      return () => release(bytes);
    },
  };
}

/** What the memory for decoding an image depends on. */
export interface Decoding {
  readonly metadata: Pick<
    Metadata,
    'format' | 'width' | 'height' | 'channels' | 'depth' | 'isProgressive' | 'orientation' | 'bitsPerSample'
  >;
  /** the rows of a TIFF that are decoded at once */
  readonly rowsPerChunk?: number;
}

/** The rows of an image that libvips keeps while it reads it from top to bottom, over all steps and threads; measured. */
const streamedRows = 1500;

/**
 * The peak memory of decoding an image, in bytes; measured with libvips 8.18 and rounded up. Most formats are decoded a few rows at a time; the others
 * take a number of bytes per pixel.
 */
export function decodingBytes({ metadata, rowsPerChunk = 0 }: Decoding): number {
  const { width, height } = metadata;
  const rows = Math.min(height, streamedRows + 2 * rowsPerChunk);
  return Math.ceil(width * height * wholeBytesPerPixel(metadata) + width * rows * pixelBytes(metadata));
}

const pixelBytes = ({ channels, depth }: Decoding['metadata']) => channels * (depth === 'uchar' ? 1 : 2);

/** Bytes kept of every pixel before the first row is ready, and for rotating the image. */
function wholeBytesPerPixel(metadata: Decoding['metadata']): number {
  const rotation = (metadata.orientation ?? 1) > 1 ? pixelBytes(metadata) : 0;
  return decoderBytesPerPixel(metadata) + rotation;
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
      return 32; // layers for filters
    default:
      return 0;
  }
}
