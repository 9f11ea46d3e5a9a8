import sharp from 'sharp';
import type { Picture } from '../../pictures/picture.ts';

/** What is left after a JPEG. @param quality 1 … 100, by the tables of the standard's annex K as libjpeg scales them */
export async function jpegCompression({ width, height, channels, data }: Picture, quality: number): Promise<Picture> {
  const file = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  return { width, height, channels, data: await sharp(file).raw().toBuffer() };
}
