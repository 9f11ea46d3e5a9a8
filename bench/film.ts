import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { classicalDetector, extractShots, openFilmStore, openProgramme, type ExtractedFilm } from '@mmae/programme';
import { seededRandom } from '@mmae/random';
import { findFfmpeg } from '@mmae/video';
import sharp from 'sharp';

export const filmFile = (folder: string): string => join(folder, 'film.mp4');

const numShots = 12;
const shotSeconds = 5;
/** So that starting and probing, which take the same second for any film, weigh as little as they do in a programme. */
const numRepeats = 5;
const [width, height] = [2304, 1296];

/** A film of 1080p25 in H.264 at 6.5 Mbit/s with stereo audio: five times the same minute of pans with grain, as a camera has it, and a cut every five seconds. */
export async function makeFilm(folder: string): Promise<void> {
  const random = seededRandom(1);
  const images: string[] = [];
  for (let shot = 0; shot < numShots; shot++) images.push(await makeImage(join(folder, `${shot}.png`), random));
  const inputs = images.flatMap((image) => ['-framerate', '25', '-i', image]);
  const repeated = `format=yuv420p,loop=${25 * shotSeconds - 1}:1:0,setpts=N/25/TB`;
  const pans = images.map((_, i) => `[${i}]${repeated},crop=1920:1080:x='${i % 2 ? 'n' : '384-n'}*${1 + (i % 3)}':y='n*${i % 2}'[s${i}]`);
  const grain = `${images.map((_, i) => `[s${i}]`).join('')}concat=n=${numShots},noise=alls=4:allf=t[v]`;
  const audio = `aevalsrc='0.1*sin(2*PI*(300+200*sin(t))*t)|0.1*random(0)':s=48000:d=${numShots * shotSeconds - 0.1}`; // shorter than the video, which then repeats without a gap
  const video = ['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '6500k', '-maxrate', '8M', '-bufsize', '16M'];
  const maps = ['-filter_complex', [...pans, grain].join(';'), '-map', '[v]', '-map', `${numShots}`];
  const args = [...inputs, '-f', 'lavfi', '-i', audio, ...maps, ...video, '-c:a', 'aac', '-b:a', '128k'];
  const minute = join(folder, 'minute.mp4');
  await ffmpeg(...args, minute);
  await ffmpeg('-stream_loop', `${numRepeats - 1}`, '-i', minute, '-c', 'copy', filmFile(folder));
  for (const file of [...images, minute]) await rm(file);
}

async function ffmpeg(...args: string[]): Promise<void> {
  await promisify(execFile)((await findFfmpeg()).path, ['-v', 'error', '-nostdin', '-y', ...args]);
}

/** Soft shapes with grain, larger than a frame, so that it can be panned over. */
async function makeImage(file: string, random: ReturnType<typeof seededRandom>): Promise<string> {
  const shapes = Uint8Array.from({ length: 32 * 18 * 3 }, () => random.integer(256));
  const grain = Uint8Array.from({ length: 480 * 270 * 3 }, () => 96 + random.integer(64));
  const large = { width, height, fit: 'fill' } as const;
  const overlay = await sharp(grain, { raw: { width: 480, height: 270, channels: 3 } })
    .resize(large)
    .png({ compressionLevel: 0 })
    .toBuffer();
  await sharp(shapes, { raw: { width: 32, height: 18, channels: 3 } })
    .resize(large)
    .composite([{ input: overlay, blend: 'overlay' }])
    .png({ compressionLevel: 1 })
    .toFile(file);
  return file;
}

/** Shots, stills and audio of the film, extracted into an empty media folder. */
export async function extractFilm(folder: string): Promise<ExtractedFilm> {
  const media = join(folder, 'media');
  await rm(media, { recursive: true, force: true });
  const store = await openFilmStore(media);
  const film = await extractShots(await openProgramme(filmFile(folder), { store }), { store, detector: classicalDetector });
  if (!film) throw new Error('extractFilm: expected a film with video, got none');
  return film;
}
