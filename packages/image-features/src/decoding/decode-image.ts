import { readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { describeFileType, UnusableMediaError } from '@mmae/samples';
import { decodingFailure, tooManyPixels } from './decoding-failure.ts';
import { decodingBytes, memoryBudget } from './decoding-memory.ts';
import { isTruncated, openImageFile, withFile, type ImageFile } from './image-file.ts';
import { magickFormatOf, withMagick, type MagickImageFormat } from './magick-decoder.ts';
import { readTiffPages } from './tiff-pages.ts';

// libvips caches decoded files by path, so it would not notice that a file has changed. Every file is decoded only once anyway.
sharp.cache(false);

/** The memory that all images being decoded may take together. */
const decodingBudget = memoryBudget(2 ** 30);
/** The default limit on an image's pixels. */
export const defaultMaxPixels = 200_000_000;
/** SVG has no size in pixels: larger ones are drawn with this longer side. */
const maxSvgSide = 2048;

/**
 * Decodes an image of any supported format to upright sRGB with 8 bits per channel on white, and passes it to `use`, which resizes it and requests
 * its pixels. Waits until enough of the memory for decoding is free.
 *
 * @throws UnusableMediaError if the file is missing, empty, damaged, too large, of an unsupported format or not an image
 */
export async function decodeImage<Result>(path: string, maxPixels: number, use: (image: Sharp) => Promise<Result>): Promise<Result> {
  const file = await openImageFile(path);
  const fileType = describeFileType(file.head);
  if (fileType.startsWith('a camera raw file')) throw cameraRaw();
  const magickFormat = magickFormatOf(fileType, file.head);
  try {
    if (magickFormat) return await decodeWithMagick(file, magickFormat, maxPixels, use);
    const { page, rowsPerChunk } = fileType === 'a TIFF image' ? await chooseTiffPage(path) : { page: 0, rowsPerChunk: 0 };
    return await decodeWithSharp(file.source, { maxPixels, page, rowsPerChunk }, use);
  } catch (error) {
    if (error instanceof UnusableMediaError) throw error;
    throw decodingFailure(error as Error, { fileType, maxPixels, isTruncated: await isTruncated(file, fileType) });
  }
}

interface DecodeOptions {
  readonly maxPixels: number;
  readonly page?: number;
  readonly rowsPerChunk?: number;
  /** whether the caller has already reserved the memory */
  readonly isReserved?: boolean;
}

async function decodeWithSharp<Result>(
  source: Uint8Array | string,
  { maxPixels, page = 0, rowsPerChunk, isReserved = false }: DecodeOptions,
  use: (image: Sharp) => Promise<Result>,
): Promise<Result> {
  const options = { limitInputPixels: maxPixels, failOn: 'error', autoOrient: true, page } as const;
  let image = sharp(source, options);
  let metadata = await image.metadata();
  if (metadata.format === 'svg') {
    const density = Math.max(1, Math.min(72, (72 * maxSvgSide) / Math.max(metadata.width, metadata.height)));
    image = sharp(source, { ...options, density });
    metadata = await image.metadata();
  }
  checkDepth(metadata.depth);
  const release = isReserved ? () => undefined : await reserve(decodingBytes({ metadata, rowsPerChunk }), metadata);
  try {
    return await use(toUprightRgb(image, metadata));
  } finally {
    release();
  }
}

/** Upright sRGB with 8 bits per channel on white, so that the result does not depend on the format of the file. */
function toUprightRgb(image: Sharp, { autoOrient, depth, space }: Metadata): Sharp {
  // Extracting the whole image makes sharp rotate before it resizes, and decode JPEG and WebP at full size.
  image.extract({ left: 0, top: 0, ...autoOrient });
  // Colour profiles give other results with 16 bits than with 8.
  if (depth === 'ushort' && space in eightBitSpaces) image.pipelineColourspace(eightBitSpaces[space]);
  return image.flatten({ background: 'white' }).toColourspace('srgb');
}

/** 16-bit colour spaces and their 8-bit equivalents. */
const eightBitSpaces: Readonly<Record<string, string>> = { rgb16: 'srgb', grey16: 'b-w' };

/** @throws UnusableMediaError if an image needs more than the whole budget */
async function reserve(bytes: number, metadata: Metadata): Promise<() => void> {
  if (bytes > decodingBudget.totalBytes) throw tooLargeForMemory(describeSize(metadata), bytes);
  return decodingBudget.reserve(bytes);
}

const describeSize = ({ width, height }: { width: number; height: number }) => `${width}×${height} pixels of this format`;
const inMegabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`;

const tooLargeForMemory = (what: string, bytes: number) =>
  new UnusableMediaError(
    `too large for memory: decoding ${what} takes about ${inMegabytes(bytes)}, expected at most ${inMegabytes(decodingBudget.totalBytes)}. Scale it down, or save it as plain TIFF, PNG or JPEG (not interlaced or progressive).`,
  );

/** Floating-point and 32-bit samples have no agreed white level: libvips would take 0 … 1 for 0 … 255 and return a black image. */
function checkDepth(depth: string): void {
  if (depth === 'uchar' || depth === 'ushort') return;
  throw new UnusableMediaError(`unsupported depth: the file has samples of type ${depth}. Save it with 8 or 16 bits per channel.`);
}

const cameraRaw = () =>
  new UnusableMediaError(
    'camera raw: the file contains sensor data and at most a small preview image. Convert it to TIFF or JPEG, and use that file.',
  );

/** The first page that is not a reduced copy of another one, and the number of its rows that are decoded at once. */
async function chooseTiffPage(path: string): Promise<{ page: number; rowsPerChunk: number }> {
  const { pages, isCameraRaw } = await withFile(path, readTiffPages);
  if (isCameraRaw) throw cameraRaw();
  const firstFullSize = pages.findIndex(({ isReduced }) => !isReduced);
  const page = Math.max(0, firstFullSize); // all pages are reduced, or none could be read
  return { page, rowsPerChunk: pages[page]?.rowsPerChunk ?? 0 };
}

async function decodeWithMagick<Result>(
  { path, sizeBytes }: ImageFile,
  format: MagickImageFormat,
  maxPixels: number,
  use: (image: Sharp) => Promise<Result>,
): Promise<Result> {
  return withMagick(format, async (open) => {
    const fileBytes = 2 * sizeBytes; // one copy in the thread, one in WebAssembly
    if (fileBytes > decodingBudget.totalBytes) throw tooLargeForMemory(`a file of ${inMegabytes(sizeBytes)}`, fileBytes);
    const releaseFile = await decodingBudget.reserve(fileBytes);
    let releasePixels = () => {};
    try {
      const { width, height, toTiff } = await open(await readFile(path));
      if (width * height > maxPixels) throw tooManyPixels(maxPixels);
      const pixelBytes = width * height * format.bytesPerPixel;
      if (fileBytes + pixelBytes > decodingBudget.totalBytes)
        throw tooLargeForMemory(describeSize({ width, height }), fileBytes + pixelBytes);
      releasePixels = await decodingBudget.reserve(pixelBytes); // no deadlock: no other task waits while holding a reservation
      return await decodeWithSharp(await toTiff(), { maxPixels, isReserved: true }, use);
    } finally {
      releasePixels();
      releaseFile();
    }
  });
}
