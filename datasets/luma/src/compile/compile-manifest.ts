import { toCsv } from '@mmae/csv';
import { writeFileAtomically } from '@mmae/files';
import type { Sample } from '@mmae/samples';
import { mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import sharp from 'sharp';
import { LumaError } from '../files/luma-file.ts';
import type { Image } from '../image.ts';

/**
 * Writes samples as a manifest: `manifest.csv`, and next to it every image as a lossless PNG file. Clips stay where they are. All paths are relative
 * to `source`, which is the media root for training; therefore `folder` must be inside it.
 *
 * @returns the path of the manifest
 * @throws LumaError if `folder` is not inside `source`
 */
export async function compileManifest(samples: readonly Sample[], source: string, folder: string): Promise<string> {
  const imageFolder = join(relative(source, expectInside(folder, source)), 'images');
  const extras = [...new Set(samples.flatMap(({ extra }) => Object.keys(extra)))];
  const rows = [['id', 'split', 'label', 'group', 'image', 'audio', 'text', ...extras]];
  for (const sample of samples) rows.push(await toCells(sample, source, imageFolder, extras));
  const file = join(folder, 'manifest.csv');
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(file, toCsv(rows, { quoteSpaces: true }));
  return file;
}

/** @throws LumaError if `folder` is not inside `source` */
export function expectInside(folder: string, source: string): string {
  const within = relative(source, folder);
  if (within !== '' && !within.startsWith('..')) return folder;
  throw new LumaError(`compileManifest: expected a folder inside ${source}, where the clips are, got ${folder}. Name one inside of it.`);
}

/** Writes the image of a sample. @returns the cells of its row */
async function toCells(
  { id, split, label = '', group = '', media, extra }: Sample,
  source: string,
  imageFolder: string,
  extras: readonly string[],
): Promise<string[]> {
  const { image, audio, text } = media;
  const png = join(imageFolder, split, label, `${id}.png`);
  if (image?.kind === 'pixels') await writePng(image, join(source, png));
  const audioPath = audio?.kind === 'file' ? audio.path : '';
  const words = text?.kind === 'text' ? text.text : '';
  return [id, split, label, group, image ? png : '', audioPath, words, ...extras.map((name) => extra[name] ?? '')];
}

async function writePng({ width, height, channels, data }: Image, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await sharp(data, { raw: { width, height, channels } }).png().toFile(file);
}
