import sharp from 'sharp';
import { withViewBox } from './view-box.ts';

/** Width and height of every picture of the corpus. */
export const pictureSize = 128;
const margin = 4;
const white = '#ffffff';

/** A picture of the corpus, and what tells whether two are alike. */
export interface RenderedPicture {
  readonly png: Buffer;
  readonly fingerprint: Fingerprint;
}

/** Mean colours of a grid of 8 × 8 cells, red, green and blue 0 … 255. */
export type Fingerprint = Uint8Array;

/**
 * Draws a picture on white, without its empty borders, as large as fits into 128 × 128.
 *
 * @returns undefined if it is empty, or too thin to show anything
 * @throws Error if sharp cannot read it
 */
export async function renderPicture(file: Buffer): Promise<RenderedPicture | undefined> {
  const bytes = isSvg(file) ? Buffer.from(withViewBox(file.toString())) : file;
  const drawn = await sharp(bytes, { density: await densityFor(bytes), limitInputPixels: 1e8 })
    .flatten({ background: white })
    .png()
    .toBuffer();
  const trimmed = await sharp(drawn)
    .trim({ background: white, threshold: 12 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  if (!trimmed || Math.min(trimmed.info.width, trimmed.info.height) < 8) return undefined;
  const inner = pictureSize - 2 * margin;
  const pixels = sharp(trimmed.data)
    .resize(inner, inner, { fit: 'contain', background: white })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: white })
    .removeAlpha()
    .toColourspace('srgb');
  const png = await pixels.png().toBuffer();
  const { channels } = await sharp(png).stats();
  if (channels.every(({ stdev }) => stdev < 12)) return undefined;
  return { png, fingerprint: await fingerprintOf(png) };
}

const isSvg = (file: Buffer) => /^\s*(\ufeff)?(<\?xml|<!DOCTYPE|<!--|<svg)/.test(file.toString('utf8', 0, 200));

/** Pixels per inch at which a drawing is about four times as large as needed; ignored for photographs. */
async function densityFor(bytes: Buffer): Promise<number> {
  const { format, width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: 1e8 }).metadata();
  if (format !== 'svg') return 72;
  return Math.min(1200, Math.max(4, Math.round((72 * 4 * pictureSize) / Math.max(width, height, 1))));
}

async function fingerprintOf(png: Buffer): Promise<Fingerprint> {
  return sharp(png).resize(8, 8, { fit: 'fill', kernel: 'cubic' }).removeAlpha().raw().toBuffer();
}

/** The root of the mean squared difference of two fingerprints, 0 … 255. Drawings of different things are above 9. */
export function pictureDistance(a: Fingerprint, b: Fingerprint): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
}
