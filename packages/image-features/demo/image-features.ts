// npm run demo: an image, the same at the extractor's size, its edges (HOG) and the mean colours of its grid cells.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { colourGrid, hog, imageExtractor } from '../src/index.ts';

const side = 256; // of a panel, in pixels
const path = fileURLToPath(new URL('../../sample-corpus/corpus/images/dress-6248.png', import.meta.url));
const folder = fileURLToPath(new URL('out/', import.meta.url));
await mkdir(folder, { recursive: true });

const extractor = imageExtractor({ size: 32, features: ['hog', 'colourGrid'] });
const resizedImage = await extractor.extract({ kind: 'file', path });
const panels = [
  await enlarged(sharp(path)),
  await enlarged(fromRgb(resizedImage.data, resizedImage.width)),
  await edges(),
  await colours(),
];
await sharp({ create: { width: side * panels.length, height: side, channels: 3, background: 'white' } })
  .composite(panels.map((input, i) => ({ input, left: i * side, top: 0 })))
  .png()
  .toFile(`${folder}descriptors.png`);

const { width, height, channels } = await sharp(path).metadata();
console.log(`dress-6248.png: ${width}×${height}, ${channels} channels → ${resizedImage.width}×${resizedImage.height} RGB`);
for (const { feature, length } of extractor.blocks) console.log(`${feature}: ${length} numbers`);
console.log('original, resized, edges by orientation, mean colours → demo/out/descriptors.png');

/** Draws a line for each cell and orientation, along the edge (perpendicular to the gradient), with the histogram value as opacity. */
async function edges(): Promise<Buffer> {
  const numBins = 9;
  const cells = resizedImage.width / 4;
  const histograms = hog(resizedImage, { blockSize: 1 }); // [cells, cells, 1, 1, numBins]
  const lines = Array.from(histograms, (weight, i) => {
    const cell = Math.floor(i / numBins);
    const [x, y] = [(cell % cells) + 0.5, Math.floor(cell / cells) + 0.5];
    const degrees = ((i % numBins) + 0.5) * (180 / numBins) + 90;
    return `<line x1="-.45" x2=".45" stroke="black" stroke-width=".1" opacity="${weight}" transform="translate(${x} ${y}) rotate(${degrees})"/>`;
  });
  return enlarged(
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${cells} ${cells}">${lines.join('')}</svg>`,
      ),
    ),
  );
}

async function colours(): Promise<Buffer> {
  return enlarged(
    fromRgb(
      Uint8Array.from(colourGrid(resizedImage), (share) => Math.round(255 * share)),
      4,
    ),
  );
}

function fromRgb(data: Uint8Array, size: number): Sharp {
  return sharp(data, { raw: { width: size, height: size, channels: 3 } });
}

async function enlarged(image: Sharp): Promise<Buffer> {
  return image
    .resize(side, side, { kernel: 'nearest', fit: 'fill' })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .png()
    .toBuffer();
}
