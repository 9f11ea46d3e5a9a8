import { readWav, toWav, WavError, type MonoAudio } from '@mmae/wav';
import type { Sample } from '@mmae/samples';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { LumaError } from '../../luma-error.ts';
import { defaultSeed, type Uncertainty } from '../options.ts';
import { noiseAtSnr, pinkNoise, stretchOf } from '../sounds/noise-at-snr.ts';
import { oneOf, randomFor } from '../random-for.ts';
import { flagged } from './flags.ts';

/** Where noisy clips go: `out/audio/ID.wav`, named relative to `source`, as clips are. */
export interface ClipFolders {
  readonly source: string;
  readonly out: string;
}

/**
 * A sample with noise in its sound, where its lot says so; writes the noisy clip.
 *
 * @param recordings of backgrounds; pink noise where there are none
 * @throws WavError where the clip cannot be read
 */
export async function withNoisyClip(
  sample: Sample,
  folders: ClipFolders,
  uncertainty: Uncertainty,
  recordings: readonly MonoAudio[],
): Promise<Sample> {
  // prettier-ignore
  const { sounds, seed = defaultSeed } = uncertainty;
  const { audio } = sample.media;
  const random = randomFor(seed, 'audio', sample.id);
  if (!sounds || audio?.kind !== 'file' || random.next() >= sounds.share) return sample;
  const clip = readWav(await readFile(join(folders.source, audio.path)));
  const [min, max] = sounds.snrDb;
  const snrDb = min + (max - min) * random.next();
  const { length } = clip.samples;
  const noise = recordings.length > 0 ? stretchOf(oneOf(recordings, random), length, clip.sampleRateHz, random) : pinkNoise(length, random);
  const file = join(folders.out, 'audio', `${sample.id}.wav`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, toWav(noiseAtSnr(clip, noise, snrDb)));
  const noisy = { ...sample, media: { ...sample.media, audio: { kind: 'file', path: relative(folders.source, file) } as const } };
  return flagged({ ...noisy, extra: { ...noisy.extra, snrDb: snrDb.toFixed(2) } }, 'audio', 'noise');
}

/** The WAV files of a folder, read whole. @throws LumaError where it holds none, or one that is not 16-bit PCM */
export async function readRecordings(folder: string): Promise<MonoAudio[]> {
  const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.wav')).sort();
  if (names.length === 0) throw new LumaError(`readRecordings: expected WAV files in ${folder}, got none. Name a folder of backgrounds.`);
  const recordings: MonoAudio[] = [];
  for (const name of names) recordings.push(await readRecording(join(folder, name)));
  return recordings;
}

async function readRecording(file: string): Promise<MonoAudio> {
  try {
    return readWav(await readFile(file));
  } catch (error) {
    if (!(error instanceof WavError)) throw error;
    throw new LumaError(`readRecordings: expected 16-bit PCM, got ${error.message} in ${file}. Convert it, or take it out.`);
  }
}
