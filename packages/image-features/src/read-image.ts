import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { isLfsPointer, lookOf, UnusableMediaError } from '@mmae/samples';
import type { Aspect } from './resized.ts';
import type { RgbImage } from './rgb-image.ts';

// libvips keeps decoded files by path, so a file that was changed would be read as it was; each is read once here anyway.
sharp.cache(false);

export interface ReadImageOptions {
  /** pixels along a side of the square that comes out */
  readonly size: number;
  readonly aspect: Aspect;
  /** pictures of more pixels are refused before they are decoded */
  readonly maxPixels: number;
}

/**
 * A picture file as a square of RGB: turned as its EXIF says, transparency laid on white, grey, CMYK and 16 bit brought to sRGB,
 * the first frame of an animation, the first page of a TIFF.
 *
 * @throws UnusableMediaError where the file is missing, empty, truncated, too large, of a depth without a known white, or no picture
 */
export async function readImage(path: string, { size, aspect, maxPixels }: ReadImageOptions): Promise<RgbImage> {
  const { head, source } = await openPicture(path);
  try {
    const picture = sharp(source, { limitInputPixels: maxPixels, failOn: 'error', autoOrient: true });
    if (!alwaysShallow.has(lookOf(head))) checkDepth((await picture.metadata()).depth);
    const data = await picture
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize(size, size, { fit: aspect === 'crop' ? 'cover' : 'fill', kernel: 'linear' })
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { width: size, height: size, data: new Uint8Array(data) };
  } catch (error) {
    if (error instanceof UnusableMediaError) throw error;
    throw new UnusableMediaError(explanation(head, maxPixels, (error as Error).message), { cause: error });
  }
}

/** Files up to this size are read at once: handed a path, libvips opens it some twenty times to find out what it is. */
const mostBytesAtOnce = 4 * 2 ** 20;
const headLength = 64;

interface OpenedPicture {
  /** the first {@link headLength} bytes */
  readonly head: Uint8Array;
  /** what libvips is to read: the whole file, or its path */
  readonly source: Uint8Array | string;
}

/** @throws UnusableMediaError where it can be told already that nothing can be decoded */
async function openPicture(path: string): Promise<OpenedPicture> {
  const opened = await readBeginning(path).catch((error: NodeJS.ErrnoException) => {
    const kind = error.code === 'ENOENT' ? 'missing' : 'unreadable';
    throw new UnusableMediaError(`${kind}: the file cannot be opened (${error.code}). Put it there, or correct the manifest.`);
  });
  if (opened.head.length === 0) throw new UnusableMediaError('empty: the file has 0 bytes. Copy it again.');
  if (isLfsPointer(opened.head)) {
    throw new UnusableMediaError('a Git LFS pointer: it stands in for the picture, which was not fetched. Run git lfs pull.');
  }
  return opened;
}

async function readBeginning(path: string): Promise<OpenedPicture> {
  const file = await open(path);
  try {
    if ((await file.stat()).size <= mostBytesAtOnce) {
      const bytes = await file.readFile();
      return { head: bytes.subarray(0, headLength), source: bytes };
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    return { head: buffer.subarray(0, bytesRead), source: path };
  } finally {
    await file.close();
  }
}

/** Kinds whose samples have 8 or 16 bits: what they are need not be asked first. */
const alwaysShallow = new Set(['a JPEG picture', 'a PNG picture', 'a GIF picture', 'a WebP picture']);

/** Floating and 32-bit samples have no agreed white: libvips takes 0 … 1 for 0 … 255 and gives a black picture without a word. */
function checkDepth(depth: string): void {
  if (depth === 'uchar' || depth === 'ushort') return;
  throw new UnusableMediaError(`depth not supported: the file has samples of type ${depth}. Save it with 8 or 16 bits a channel.`);
}

/** What we read, by its look; and whose lines in libvips' messages are about it. */
const decoders: Readonly<Record<string, RegExp>> = {
  'a JPEG picture': /jpe?g/i,
  'a PNG picture': /png/i,
  'a GIF picture': /gif/i,
  'a WebP picture': /webp/i,
  'a TIFF picture': /tif/i,
};

/** What libvips said, as a sentence for the person who owns the file. */
function explanation(head: Uint8Array, maxPixels: number, message: string): string {
  if (message.includes('exceeds pixel limit')) {
    return `too large: it has more than ${maxPixels.toLocaleString('en')} pixels. Scale it down, or raise maxPixels.`;
  }
  const look = lookOf(head);
  if (message.includes('unsupported image format') && !(look in decoders)) {
    return `not a picture that is read: expected JPEG, PNG, WebP, GIF, TIFF, AVIF or SVG, got ${look}. Convert it, or correct the manifest.`;
  }
  const shown = look in decoders ? look : 'a picture';
  return `broken: ${shown} that cannot be decoded${detailOf(message, decoders[look])}. Copy it again, or open and save it in a picture editor.`;
}

/** libvips has one list of errors for all that it decodes at once: what another file's decoder said is left out. */
function detailOf(message: string, decoder = /svg|xml|heif|av1/i): string {
  const lines = message.split('\n').map((line) => line.replace(/Input (file|buffer) has corrupt header:/, '').trim());
  const own = [...new Set(lines)].filter((line) => decoder.test(line) && !line.includes('unsupported image format'));
  return own.length > 0 ? ` (${own.join('; ')})` : '';
}
