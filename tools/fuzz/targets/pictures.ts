import { imageExtractor } from '@mmae/image-features';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { byteDamages, textDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';
import { expectPreview, isUnusableMedia } from './usable-media.ts';

const fixtures = new URL('../../../packages/image-features/test/fixtures/', import.meta.url);
/** Files of the fixtures that take long or say nothing. */
const longestFixture = 20_000;

/** Pictures of every format through extraction and preview. */
export const pictures: OpenTarget = async (folder) => {
  const extractor = imageExtractor();
  return {
    files: { ...(await madePictures()), ...fixturePictures() },
    damagesOf: (file) => (file.endsWith('.svg') ? textDamages : byteDamages),
    async attempt(file, bytes) {
      const name = `picture${extname(file)}`;
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
  const picture = () => sharp(pixels, { raw: { width, height, channels: 3 } });
  return {
    'baseline.jpg': await picture()
      .jpeg()
      .withExif({ IFD0: { ImageDescription: 'a picture' } })
      .toBuffer(),
    'progressive.jpg': await picture().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    'plain.png': await picture().png().toBuffer(),
    'interlaced.png': await picture().png({ progressive: true }).toBuffer(),
    'palette.png': await picture().png({ palette: true }).toBuffer(),
    'lossy.webp': await picture().webp().toBuffer(),
    'lossless.webp': await picture().webp({ lossless: true }).toBuffer(),
    'plain.gif': await picture().gif().toBuffer(),
    'lzw.tif': await picture().tiff({ compression: 'lzw' }).toBuffer(),
    'jpeg.tif': await picture().tiff({ compression: 'jpeg' }).toBuffer(),
    'tiled.tif': await picture().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
    'plain.avif': await picture().avif({ effort: 0 }).toBuffer(),
    'plain.svg': Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><rect width="9" height="9" fill="red"/><text y="9">a</text></svg>',
    ),
    'plain.bmp': bmp(pixels, width, height),
  };
}

/** A BMP of 24 bits a pixel, bottom row first; `3 · width` is a multiple of four. */
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
