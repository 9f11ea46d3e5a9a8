import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { frameHeight, frameLength, frameWidth } from '@mmae/shots';
import type { Truth } from './score.ts';

const run = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(`films/${name}.py`, import.meta.url));

/** The films that choices are made on, and those that are only scored; the number is the seed. */
export const halves = { develop: ['develop-1', 'develop-3'], test: ['test-2'] } as const;

export type Half = keyof typeof halves;

/** Programmes that the second seed of the develop half has. */
const secondSeed = [
  'flashes',
  'one shot',
  'motion',
  'titles',
  'one shot moving',
  'wipes',
  'dissolves',
  'low bit rate',
  'pillarbox',
  'letterbox 50',
];

export interface Film {
  readonly name: string;
  readonly truth: Truth;
  /** small frames, one after the other */
  readonly frames: Buffer;
  /** cuts that other detectors found, as frames */
  readonly peers: Readonly<Record<string, readonly number[]>>;
}

interface Making {
  /** cache folder */
  readonly folder: string;
  readonly python: string;
  say(text: string): void;
}

/** The films of one part of a half, made if they are missing, with what the peers find in them. */
export async function films(part: string, { folder, python, say }: Making): Promise<Film[]> {
  await mkdir(folder, { recursive: true });
  const [half, seed] = part.split('-');
  say(`${part}: making films, which takes some minutes and happens once`);
  await run(python, [script('make_films'), folder, half, seed, ...(part === halves.develop[1] ? secondSeed : [])], { maxBuffer: 2 ** 26 });
  say(`${part}: the peers at work`);
  await run(python, [script('peers'), join(folder, part)], { maxBuffer: 2 ** 26 });
  const names = (await readdir(join(folder, part))).filter((file) => file.endsWith('.mp4') && !file.endsWith('.part.mp4')).sort();
  return Promise.all(names.map((file) => film(join(folder, part), file.replace('.mp4', ''))));
}

async function film(folder: string, name: string): Promise<Film> {
  const path = (ending: string) => join(folder, `${name}.${ending}`);
  if (!existsSync(path('rgb'))) {
    const scale = `scale=${frameWidth}:${frameHeight}:flags=area`;
    await run('ffmpeg', [
      '-v',
      'error',
      '-nostdin',
      '-y',
      '-i',
      path('mp4'),
      '-an',
      '-vf',
      scale,
      '-pix_fmt',
      'rgb24',
      '-f',
      'rawvideo',
      path('part.rgb'),
    ]);
    await rename(path('part.rgb'), path('rgb'));
  }
  const [truth, peers] = await Promise.all(
    [path('json'), path('peers.json')].map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
  );
  const frames = await readFile(path('rgb'));
  if (frames.length !== truth.frames * frameLength)
    throw new Error(`film: expected ${truth.frames} frames of ${name}, got ${frames.length / frameLength}.`);
  return { name, truth, frames, peers };
}
