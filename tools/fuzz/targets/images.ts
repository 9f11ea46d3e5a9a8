import { imageExtractor } from '@mmae/image-features';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { byteDamages, textDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';
import { expectPreview, isUnusableMedia } from './usable-media.ts';

const fixtures = new URL('../../../packages/image-features/test/fixtures/', import.meta.url);
/** Fixtures that are slow or add nothing. */
const longestFixture = 20_000;

/** Images of every format through extraction and preview. */
export const images: OpenTarget = async (folder) => {
  const extractor = imageExtractor();
  return {
    files: { ...(await madePictures()), ...fixturePictures() },
    damagesOf: (file) => (file.endsWith('.svg') ? textDamages : byteDamages),
    async attempt(file, bytes) {
      const name = `image${extname(file)}`;
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const raw = await extractor.extract({ kind: 'file', path });
      extractor.fromBytes(extractor.toBytes(raw));
      await expectPreview('image', folder, name);
    },
    isDocumented: isUnusableMedia,
    isUnsound: (file) => file.startsWith('fixture-'), // some are
  };
};

async function madePictures(): Promise<Record<string, Buffer>> {
  const [width, height] = [24, 16];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 251);
  const image = () => sharp(pixels, { raw: { width, height, channels: 3 } });
  return {
    'baseline.jpg': await image()
      .jpeg()
      .withExif({ IFD0: { ImageDescription: 'a image' } })
      .toBuffer(),
    'progressive.jpg': await image().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    'plain.png': await image().png().toBuffer(),
    'interlaced.png': await image().png({ progressive: true }).toBuffer(),
    'palette.png': await image().png({ palette: true }).toBuffer(),
    'lossy.webp': await image().webp().toBuffer(),
    'lossless.webp': await image().webp({ lossless: true }).toBuffer(),
    'plain.gif': await image().gif().toBuffer(),
    'lzw.tif': await image().tiff({ compression: 'lzw' }).toBuffer(),
    'jpeg.tif': await image().tiff({ compression: 'jpeg' }).toBuffer(),
    'tiled.tif': await image().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
    'plain.avif': await image().avif({ effort: 0 }).toBuffer(),
    'plain.svg': Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><rect width="9" height="9" fill="red"/><text y="9">a</text></svg>',
    ),
    'plain.bmp': bmp(pixels, width, height),
  };
}

/** A BMP with 24 bits per pixel, bottom row first; `3 · width` is a multiple of four. */
function bmp(pixels: Uint8Array, width: number, height: number): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + pixels.length, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  return Buffer.concat([header, pixels]);
}

function fixturePictures(): Record<string, Buffer> {
  const names = readdirSync(fixtures).filter((name) => /\.(png|jpe?g|gif|tiff?|webp|avif|bmp|heic|jp2|svg)$/i.test(name));
  const all = names.map((name) => [`fixture-${name}`, readFileSync(new URL(name, fixtures))] as const);
  return Object.fromEntries(all.filter(([, bytes]) => bytes.length > 0 && bytes.length < longestFixture));
}
