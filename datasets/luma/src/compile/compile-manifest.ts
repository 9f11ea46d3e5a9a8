import type { Sample } from '@mmae/samples';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import sharp from 'sharp';
import { LumaError } from '../luma-error.ts';

/**
 * Writes samples as a manifest: `manifest.csv`, and every picture as a lossless PNG beside it. Clips stay where they are and are named relative to
 * `source`, the media root to train with; so are the pictures, which is why `folder` lies within it.
 *
 * @returns the path of the manifest
 * @throws LumaError where `folder` is not inside `source`
 */
export async function compileManifest(samples: readonly Sample[], source: string, folder: string): Promise<string> {
  const within = relative(source, expectInside(folder, source));
  const extras = [...new Set(samples.flatMap(({ extra }) => Object.keys(extra)))];
  const lines = [['id', 'split', 'label', 'group', 'image', 'audio', 'text', ...extras]];
  for (const sample of samples) lines.push(await toCells(sample, source, within, extras));
  const file = join(folder, 'manifest.csv');
  await mkdir(folder, { recursive: true });
  await writeFile(file, lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join(''));
  return file;
}

/** @throws LumaError where `folder` is not inside `source` */
export function expectInside(folder: string, source: string): string {
  const within = relative(source, folder);
  if (within !== '' && !within.startsWith('..')) return folder;
  throw new LumaError(`compileManifest: expected a folder inside ${source}, where the clips are, got ${folder}. Name one below it.`);
}

async function toCells(
  { id, split, label = '', group = '', media, extra }: Sample,
  source: string,
  within: string,
  extras: readonly string[],
) {
  const { image, audio, text } = media;
  const png = join(within, 'images', split, label, `${id}.png`);
  if (image?.kind === 'pixels') await writePng(image, join(source, png));
  const audioPath = audio?.kind === 'file' ? audio.path : '';
  const words = text?.kind === 'text' ? text.text : '';
  return [id, split, label, group, image ? png : '', audioPath, words, ...extras.map((name) => extra[name] ?? '')];
}

async function writePng(
  { width, height, channels, data }: Extract<Sample['media'][string], { kind: 'pixels' }>,
  file: string,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await sharp(data, { raw: { width, height, channels } }).png().toFile(file);
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
