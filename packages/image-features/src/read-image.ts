import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { UnusableMediaError } from '@mmae/samples';
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
  await checkHead(path);
  try {
    const picture = sharp(path, { limitInputPixels: maxPixels, failOn: 'error', autoOrient: true });
    checkDepth(path, (await picture.metadata()).depth);
    const data = await picture
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize(size, size, { fit: aspect === 'crop' ? 'cover' : 'fill', kernel: 'linear' })
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { width: size, height: size, data: new Uint8Array(data) };
  } catch (error) {
    if (error instanceof UnusableMediaError) throw error;
    throw new UnusableMediaError(explanation(path, maxPixels, (error as Error).message), { cause: error });
  }
}

/** What can be told before anything is decoded. */
async function checkHead(path: string): Promise<void> {
  const head = await readHead(path).catch((error: NodeJS.ErrnoException) => {
    const kind = error.code === 'ENOENT' ? 'missing' : 'unreadable';
    throw new UnusableMediaError(`${kind}: ${path} cannot be opened (${error.code}). Put it there, or correct the manifest.`);
  });
  if (head === '') throw new UnusableMediaError(`empty: ${path} has 0 bytes. Copy it again.`);
  if (head.startsWith('version https://git-lfs')) {
    throw new UnusableMediaError(`not downloaded: ${path} is a Git LFS pointer, not a picture. Run \`git lfs pull\` where it came from.`);
  }
}

async function readHead(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Floating and 32-bit samples have no agreed white: libvips takes 0 … 1 for 0 … 255 and gives a black picture without a word. */
function checkDepth(path: string, depth: string): void {
  if (depth === 'uchar' || depth === 'ushort') return;
  throw new UnusableMediaError(`depth not supported: ${path} has samples of type ${depth}. Save it with 8 or 16 bits a channel.`);
}

/** What libvips said, as a sentence for the person who owns the file. */
function explanation(path: string, maxPixels: number, message: string): string {
  if (message.includes('exceeds pixel limit')) {
    return `too large: ${path} has more than ${maxPixels.toLocaleString('en')} pixels. Scale it down, or raise maxPixels.`;
  }
  const reason = [...new Set(message.trim().split(/\s*\n\s*/))].join('; ');
  if (reason.includes('unsupported image format')) {
    return `not a picture: ${path} is of no kind that sharp reads (${reason}). Convert it to JPEG, PNG or TIFF.`;
  }
  return `broken: ${path} cannot be decoded (${reason}). Copy it again, or open and save it in a picture editor.`;
}
