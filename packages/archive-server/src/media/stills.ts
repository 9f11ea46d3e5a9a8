import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { httpError } from '../http/http-error.ts';
import { boundedFolder } from './bounded-folder.ts';

/** Widths that stills are made in, in pixels. Others are made at the next one, so that nobody fills the disk with all of them. */
const widths = [48, 96, 160, 240, 320, 480, 640, 960, 1280];

export const stillWidth = (wanted: number): number => widths.find((width) => width >= wanted) ?? widths.at(-1)!;

/** Stills in a smaller size, kept in a folder of at most `maxBytes`. Made once, also if several ask at the same time. */
export function stillCache(folder: string, maxBytes: number): (file: string, width: number) => Promise<string> {
  const kept = boundedFolder(folder, maxBytes);
  const making = new Map<string, Promise<void>>();
  const make = (file: string, path: string, width: number) => {
    const made = makeStill(file, path, width).finally(() => making.delete(path));
    making.set(path, made);
    return made;
  };
  return async (file, width) => {
    const { size, mtimeMs } = await stat(file);
    const name = createHash('sha256').update(`${file}\0${size}\0${mtimeMs}\0${width}`).digest('hex');
    const path = join(folder, name.slice(0, 2), `${name.slice(2, 34)}.webp`);
    if (!existsSync(path)) await (making.get(path) ?? make(file, path, width));
    await kept.used(path);
    return path;
  };
}

/** An image of this many pixels and more is refused: it would take gigabytes of memory. */
const maxPixels = 200_000_000;

async function makeStill(file: string, path: string, width: number): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  try {
    const image = sharp(file, { limitInputPixels: maxPixels, failOn: 'none' }).autoOrient();
    await image.resize({ width, withoutEnlargement: true }).webp({ quality: 80 }).toFile(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw httpError(415, `expected an image that can be read, got one that is damaged or of another kind (${(error as Error).message}).`);
  }
}
