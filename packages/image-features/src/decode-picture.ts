import { readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { describeFileType, UnusableMediaError } from '@mmae/samples';
import { isCutOff } from './cut-off.ts';
import { decodingBytes } from './decoding-bytes.ts';
import { decodingFailure, tooManyPixels } from './decoding-failure.ts';
import { memoryBudget } from './memory-budget.ts';
import { withOtherDecoder } from './other-decoder.ts';
import { otherFormatOf, type OtherFormat } from './other-formats.ts';
import { openPicture, withFile, type PictureFile } from './picture-file.ts';
import { tiffDirectories } from './tiff-directories.ts';

// libvips keeps decoded files by path, so a file that was changed would be read as it was; each is read once here anyway.
sharp.cache(false);

/** All pictures that are decoded at a time, whoever asks, share so much memory. */
const decodingBudget = memoryBudget(2 ** 30);
/** Pictures of more pixels are refused by default. */
export const defaultMaxPixels = 200_000_000;
/** SVG has no pixels of its own: a larger one is drawn at this size. */
const longestDrawnSide = 2048;

/**
 * Opens a picture of any format that is read, brings it to upright sRGB of 8 bits on white, and hands it to `use`, which resizes it and asks for its
 * pixels. Waits until the memory that decoding takes is free.
 *
 * @throws UnusableMediaError where the file is missing, empty, damaged, too large, of a kind that is not read, or no picture
 */
export async function decodePicture<Result>(path: string, maxPixels: number, use: (picture: Sharp) => Promise<Result>): Promise<Result> {
  const file = await openPicture(path);
  const look = describeFileType(file.head);
  if (look.startsWith('a camera raw file')) throw cameraRaw();
  const otherFormat = otherFormatOf(look, file.head);
  try {
    if (otherFormat) return await useOther(file, otherFormat, maxPixels, use);
    const { page, rowsAtOnce } = look === 'a TIFF image' ? await inspectTiff(path) : { page: 0, rowsAtOnce: 0 };
    return await useDecoded(file.source, { maxPixels, page, rowsAtOnce }, use);
  } catch (error) {
    if (error instanceof UnusableMediaError) throw error;
    throw decodingFailure(error as Error, { look, maxPixels, isCutOff: await isCutOff(file, look) });
  }
}

interface DecodeOptions {
  readonly maxPixels: number;
  readonly page?: number;
  readonly rowsAtOnce?: number;
  /** what already keeps memory for all of this */
  readonly isReserved?: boolean;
}

async function useDecoded<Result>(
  source: Uint8Array | string,
  { maxPixels, page = 0, rowsAtOnce, isReserved = false }: DecodeOptions,
  use: (picture: Sharp) => Promise<Result>,
): Promise<Result> {
  const options = { limitInputPixels: maxPixels, failOn: 'error', autoOrient: true, page } as const;
  let picture = sharp(source, options);
  let metadata = await picture.metadata();
  if (metadata.format === 'svg') {
    const density = Math.max(1, Math.min(72, (72 * longestDrawnSide) / Math.max(metadata.width, metadata.height)));
    picture = sharp(source, { ...options, density });
    metadata = await picture.metadata();
  }
  checkDepth(metadata.depth);
  const release = isReserved ? () => undefined : await reserve(decodingBytes({ metadata, rowsAtOnce }), metadata);
  try {
    return await use(uprightRgb(picture, metadata));
  } finally {
    release();
  }
}

/** Upright sRGB of 8 bits on white. What comes next is the same for the same picture in any format. */
function uprightRgb(picture: Sharp, { autoOrient, depth, space }: Metadata): Sharp {
  // Told to cut the whole picture out, sharp turns it before it is reduced, not after, and decodes JPEG and WebP at their full size.
  picture.extract({ left: 0, top: 0, ...autoOrient });
  // Of 16 bits, colour profiles are not applied as of 8.
  if (depth === 'ushort' && space in shallowSpaces) picture.pipelineColourspace(shallowSpaces[space]);
  return picture.flatten({ background: 'white' }).toColourspace('srgb');
}

/** Colour spaces of 16 bits, and the same of 8. */
const shallowSpaces: Readonly<Record<string, string>> = { rgb16: 'srgb', grey16: 'b-w' };

/** @throws UnusableMediaError where a picture needs more than all pictures may */
async function reserve(bytes: number, metadata: Metadata): Promise<() => void> {
  if (bytes > decodingBudget.totalBytes) throw tooLargeForMemory(sizeOf(metadata), bytes);
  return decodingBudget.reserve(bytes);
}

const sizeOf = ({ width, height }: { width: number; height: number }) => `${width}×${height} pixels of this format`;
const inMegabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`;

const tooLargeForMemory = (what: string, bytes: number) =>
  new UnusableMediaError(
    `too large for memory: decoding ${what} takes about ${inMegabytes(bytes)}, expected at most ${inMegabytes(decodingBudget.totalBytes)}. Scale it down, or save it as plain TIFF, PNG or JPEG (not interlaced or progressive).`,
  );

/** Floating and 32-bit samples have no agreed white: libvips takes 0 … 1 for 0 … 255 and gives a black picture without a word. */
function checkDepth(depth: string): void {
  if (depth === 'uchar' || depth === 'ushort') return;
  throw new UnusableMediaError(`depth not supported: the file has samples of type ${depth}. Save it with 8 or 16 bits a channel.`);
}

const cameraRaw = () =>
  new UnusableMediaError(
    'camera raw: the file has the values of a sensor, and at most a small preview as a picture. Develop it to TIFF or JPEG, and name that file.',
  );

/** The first page that is not a small copy of another, and how many of its rows a decoder holds at once. */
async function inspectTiff(path: string): Promise<{ page: number; rowsAtOnce: number }> {
  const { pages, isCameraRaw } = await withFile(path, tiffDirectories);
  if (isCameraRaw) throw cameraRaw();
  const firstWhole = pages.findIndex(({ isReduced }) => !isReduced);
  const page = Math.max(0, firstWhole); // all are reduced, or none could be read
  return { page, rowsAtOnce: pages[page]?.rowsAtOnce ?? 0 };
}

async function useOther<Result>(
  { path, sizeBytes }: PictureFile,
  format: OtherFormat,
  maxPixels: number,
  use: (picture: Sharp) => Promise<Result>,
): Promise<Result> {
  return withOtherDecoder(format, async (open) => {
    const fileBytes = 2 * sizeBytes; // in the thread, and again in WebAssembly
    if (fileBytes > decodingBudget.totalBytes) throw tooLargeForMemory(`a file of ${inMegabytes(sizeBytes)}`, fileBytes);
    const releaseFile = await decodingBudget.reserve(fileBytes);
    let releasePixels = () => {};
    try {
      const { width, height, toTiff } = await open(await readFile(path));
      if (width * height > maxPixels) throw tooManyPixels(maxPixels);
      const pixelBytes = width * height * format.bytesPerPixel;
      if (fileBytes + pixelBytes > decodingBudget.totalBytes) throw tooLargeForMemory(sizeOf({ width, height }), fileBytes + pixelBytes);
      releasePixels = await decodingBudget.reserve(pixelBytes); // nobody else waits with memory in hand, so this comes
      return await useDecoded(await toTiff(), { maxPixels, isReserved: true }, use);
    } finally {
      releasePixels();
      releaseFile();
    }
  });
}
