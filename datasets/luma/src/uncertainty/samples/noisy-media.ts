// Noise in the media of single samples. Whether a sample is altered, and how, depends only on the seed and the id of the sample.
import type { Sample } from '@mmae/samples';
import { readWav, toWav, WavError, type MonoAudio } from '@mmae/wav';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { LumaError } from '../../files/luma-file.ts';
import type { Image } from '../../image.ts';
import { excerptOf, noiseAtSnr, pinkNoise } from '../audio/noise-at-snr.ts';
import { corruptImage, imageCorruptions, type ImageCorruption } from '../images/corruptions.ts';
import { textErrors, withErrors } from '../texts/text-errors.ts';
import { defaultSeed, defaultSplits, doesAsTool, oneOf, randomFor } from '../uncertainty.ts';
import type { Uncertainty } from '../uncertainty-options.ts';
import { flagged } from './flags.ts';

/** The share of images that LUMA's tool corrupts without being asked to. */
const toolShare = 0.1;

/** Corruptions that the tool stores as bytes. It stores the others as floating-point numbers in 0 … 255, which torchvision does not scale. */
const storedAsBytes: readonly ImageCorruption[] = ['jpegCompression', 'pixelation'];

/** The sample, with a corrupted image if it is drawn for one. */
export async function withNoisyImage(sample: Sample, uncertainty: Uncertainty): Promise<Sample> {
  const { image } = sample.media;
  const noise = imageNoiseFor(sample, uncertainty);
  const random = randomFor(uncertainty.seed ?? defaultSeed, 'image', sample.id);
  if (!noise || image?.kind !== 'pixels' || random.next() >= noise.share) return sample;
  const kind = oneOf(noise.kinds, random);
  const corrupted = await corruptImage(image, kind, noise.severity, random);
  const altered = doesAsTool(uncertainty, 'scale') && !storedAsBytes.includes(kind) ? overexposed(corrupted) : corrupted;
  return flagged({ ...sample, media: { ...sample.media, image: { kind: 'pixels', ...altered } } }, 'image', `${kind} ${noise.severity}`);
}

function imageNoiseFor({ split }: Sample, uncertainty: Uncertainty) {
  const { images, splits = defaultSplits } = uncertainty;
  const { share = 0, severity = 1, kinds = imageCorruptions } = images ?? {};
  if (doesAsTool(uncertainty, 'noisy-clean')) return { share: toolShare, severity, kinds };
  return images && splits.includes(split) ? { share, severity, kinds } : undefined;
}

/** 255 times as bright: every level other than 0 becomes 255. */
const overexposed = (image: Image): Image => ({ ...image, data: image.data.map((level) => (level > 0 ? 255 : 0)) });

/** Noisy clips are written to `out/audio/ID.wav`; like all clips, they are named relative to `source`. */
export interface ClipFolders {
  readonly source: string;
  readonly out: string;
}

/**
 * The sample, with noise in its clip if it is drawn for it. Writes the noisy clip.
 *
 * @param recordings background recordings; pink noise if there are none
 * @throws WavError if the clip cannot be read
 */
export async function withNoisyClip(
  sample: Sample,
  folders: ClipFolders,
  { audio: noise, seed = defaultSeed }: Uncertainty,
  recordings: readonly MonoAudio[],
): Promise<Sample> {
  const { audio } = sample.media;
  const random = randomFor(seed, 'audio', sample.id);
  if (!noise || audio?.kind !== 'file' || random.next() >= noise.share) return sample;
  const clip = readWav(await readFile(join(folders.source, audio.path)));
  const [min, max] = noise.snrDb;
  const snrDb = min + (max - min) * random.next();
  const { length } = clip.samples;
  const added = recordings.length > 0 ? excerptOf(oneOf(recordings, random), length, clip.sampleRateHz, random) : pinkNoise(length, random);
  const file = join(folders.out, 'audio', `${sample.id}.wav`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, toWav(noiseAtSnr(clip, added, snrDb)));
  const noisy = { ...sample, media: { ...sample.media, audio: { kind: 'file', path: relative(folders.source, file) } as const } };
  return flagged({ ...noisy, extra: { ...noisy.extra, snrDb: snrDb.toFixed(2) } }, 'audio', 'noise');
}

/** Reads the WAV files of a folder. @throws LumaError if it contains none, or one that is not 16-bit PCM */
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
    throw new LumaError(`readRecordings: expected 16-bit PCM, got ${error.message} in ${file}. Convert it, or remove it.`);
  }
}

/** The sample, with errors in its text if it is drawn for them. */
export function withNoisyText(sample: Sample, { texts, seed = defaultSeed }: Uncertainty): Sample {
  const { text } = sample.media;
  const random = randomFor(seed, 'text', sample.id);
  if (!texts || text?.kind !== 'text' || random.next() >= texts.share) return sample;
  const kind = oneOf(texts.kinds ?? textErrors, random);
  const media = { ...sample.media, text: { ...text, text: withErrors(text.text, kind, random) } };
  return flagged({ ...sample, media }, 'text', kind);
}
