import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  findFfmpeg,
  probe,
  readFilm,
  type FilmAudio,
  type FilmEnd,
  type FilmFrame,
  type FilmStill,
  type GivenReadOptions,
  type ReadSettings,
} from './index.ts';

/** A folder of a test file, removed after its tests. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'video-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const run = promisify(execFile);

/** Makes a film with the ffmpeg that is tested, so with options that every version has. */
export async function makeFilm(path: string, ...args: string[]): Promise<string> {
  const { path: ffmpeg } = await findFfmpeg();
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, path], { maxBuffer: 2 ** 24 });
  return path;
}

export const lavfi = (source: string): string[] => ['-f', 'lavfi', '-i', source];

/** A moving image whose frames all differ. */
export const moving = (size: string, seconds: number, rate = '25'): string[] =>
  lavfi(`testsrc2=size=${size}:rate=${rate}:duration=${seconds}`);

export const tone = (hz: number, seconds: number, rateHz = 48_000): string[] =>
  lavfi(`sine=frequency=${hz}:sample_rate=${rateHz}:duration=${seconds}`);

export interface WholeFilm {
  readonly frames: FilmFrame[];
  readonly stills: FilmStill[];
  readonly blocks: FilmAudio[];
  /** all audio from time 0 */
  readonly samples: Int16Array;
  readonly end: FilmEnd;
}

/** Probes a film and reads all of it. */
export async function readWhole(path: string, options: GivenReadOptions = {}, settings: ReadSettings = {}): Promise<WholeFilm> {
  const [frames, stills, blocks]: [FilmFrame[], FilmStill[], FilmAudio[]] = [[], [], []];
  let end: FilmEnd | undefined;
  for await (const part of readFilm(path, await probe(path), options, settings)) {
    if (part.kind === 'frame') frames.push(part);
    else if (part.kind === 'still') stills.push(part);
    else if (part.kind === 'audio') blocks.push(part);
    else end = part;
  }
  if (!end) throw new Error('readFilm: expected an end');
  const samples = new Int16Array(end.numSamples);
  for (const { from, samples: block } of blocks) samples.set(block, from);
  return { frames, stills, blocks, samples, end };
}

/** Strength of one frequency in 16 kHz audio, 0 … 1 of full scale (Goertzel). */
export function strengthAt(hz: number, samples: Int16Array): number {
  let [re, im] = [0, 0];
  samples.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * hz * i) / 16_000);
    im += value * Math.sin((2 * Math.PI * hz * i) / 16_000);
  });
  return (2 * Math.hypot(re, im)) / samples.length / 32_768;
}
