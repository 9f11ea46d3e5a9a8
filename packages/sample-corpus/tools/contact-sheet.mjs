// Draws contact-sheet.png, the first train images of each class: `node tools/contact-sheet.mjs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { labels } from './classes.mjs';
import { corpus, readManifest } from './manifest.mjs';

const cell = 56; // pixels, twice the size of the images
const gap = 4;
const margin = 110;
const numPictures = 14;

const train = readManifest().filter(({ split }) => split === 'train');
const width = margin + numPictures * (cell + gap);
const height = labels.length * (cell + gap) + gap;

const name = (label, row) =>
  `<text x="${margin - 12}" y="${row * (cell + gap) + cell / 2 + 10}" text-anchor="end" font-family="sans-serif" font-size="16">${label}</text>`;
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/>${labels.map(name).join('')}</svg>`;

const pictures = labels.flatMap((label, row) =>
  train
    .filter((sample) => sample.label === label)
    .slice(0, numPictures)
    .map(({ image }, column) => ({ image, left: margin + column * (cell + gap), top: gap + row * (cell + gap) })),
);
const enlarged = (image) =>
  sharp(readFileSync(join(corpus, image)))
    .resize(cell, cell, { kernel: 'nearest' })
    .png()
    .toBuffer();
const layers = await Promise.all(pictures.map(async ({ image, left, top }) => ({ input: await enlarged(image), left, top })));

await sharp(Buffer.from(sheet))
  .composite(layers)
  .flatten()
  .greyscale()
  .png({ compressionLevel: 9 })
  .toFile(join(corpus, '..', 'contact-sheet.png'));
