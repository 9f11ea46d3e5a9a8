import { join } from 'node:path';
import { imageExtractor } from '@mmae/image-features';
import { seededRandom } from '@mmae/random';
import sharp from 'sharp';
import { everyNth } from '../data.ts';
import type { WorkRow } from '../row.ts';

const numPictures = 2000;
const fileOf = (folder: string, index: number) => join(folder, `${index}.jpg`);

/** Soft shapes with grain: files of about 40 KB, as from a camera. */
async function makeData(folder: string): Promise<void> {
  const random = seededRandom(1);
  for (let index = 0; index < numPictures; index++) {
    const shapes = Uint8Array.from({ length: 32 * 18 * 3 }, () => random.integer(256));
    const grain = Uint8Array.from({ length: 320 * 180 * 3 }, () => 124 + random.integer(8));
    const large = { width: 640, height: 360, fit: 'fill' } as const;
    const overlay = await sharp(grain, { raw: { width: 320, height: 180, channels: 3 } })
      .resize(large)
      .png({ compressionLevel: 0 })
      .toBuffer();
    await sharp(shapes, { raw: { width: 32, height: 18, channels: 3 } })
      .resize(large)
      .composite([{ input: overlay, blend: 'overlay' }])
      .jpeg({ quality: 85 })
      .toFile(fileOf(folder, index));
  }
}

export const row: WorkRow = {
  title: '2,000 JPEG of 640×360 to 32×32, shrunk while loading',
  peer: { name: 'Pillow, `draft`, two threads', script: 'jpeg' },
  target: 0.8,
  note:
    'An image takes 1.2 ms of one core, of which sharp takes 1.1: libvips opens, plans and frees a pipeline for each image, whatever its size; ' +
    'Pillow takes 0.4 in total. Best improvement found: reading small files at once, without asking for their headers first (1.2 ms instead of 1.5).',
  tolerances: { pixels: 0.05 },
  makeData,
  async prepare(folder) {
    const extractor = imageExtractor({ size: 32 });
    return async () => {
      const images = await Promise.all(
        Array.from({ length: numPictures }, (_, i) => extractor.extract({ kind: 'file', path: fileOf(folder, i) })),
      );
      return () => ({ pixels: images.flatMap(({ data }) => Array.from(everyNth(data, 101))) });
    };
  },
};
