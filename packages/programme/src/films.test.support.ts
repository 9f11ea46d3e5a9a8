import { findFfmpeg } from '@mmae/video';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Makes a film with the ffmpeg that is found, so with options that every version has. */
export async function makeFilm(path: string, ...args: string[]): Promise<string> {
  const { path: ffmpeg } = await findFfmpeg();
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, path], { maxBuffer: 2 ** 24 });
  return path;
}

const lavfi = (source: string) => ['-f', 'lavfi', '-i', source];

/** Arguments for three shots of two seconds; the tone is silent in the second shot. */
export const threeShots = (rate = '25', size = '160x90'): string[] => [
  ...['testsrc2', 'rgbtestsrc', 'smptebars'].flatMap((source) => lavfi(`${source}=s=${size}:r=${rate}:d=2`)),
  ...lavfi("aevalsrc='0.5*sin(2*PI*440*t)*(lt(t,1.9)+gte(t,4.1))':s=48000:d=6"),
  ...['-filter_complex', '[0:v][1:v][2:v]concat=n=3:v=1[v]', '-map', '[v]', '-map', '3:a'],
  ...['-c:v', 'mpeg4', '-q:v', '3', '-c:a', 'pcm_s16le', '-t', '6'],
];
