import { findFfmpeg } from '@mmae/video';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Makes a film of two shots of a second, with a tone, in the format of its extension. @param args of the encoder, which every ffmpeg has */
export async function makeFilm(path: string, ...args: string[]): Promise<void> {
  const { path: ffmpeg } = await findFfmpeg();
  const sources = ['testsrc2=s=160x128:r=25:d=1', 'smptebars=s=160x128:r=25:d=1', 'sine=f=440:r=48000:d=2'];
  const inputs = sources.flatMap((source) => ['-f', 'lavfi', '-i', source]);
  const shots = ['-filter_complex', '[0:v][1:v]concat=n=2:v=1[v]', '-map', '[v]', '-map', '2:a'];
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...inputs, ...shots, ...args, path]);
}

/** The audio of a film alone, in a container of films. */
export async function audioOf(film: string, path: string): Promise<void> {
  await run((await findFfmpeg()).path, ['-v', 'error', '-nostdin', '-y', '-i', film, '-vn', '-c', 'copy', path]);
}

/** Hashes of all files of a folder, by path. */
export function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]));
}
