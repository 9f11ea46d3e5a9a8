import type { Sample, Skipped } from '@mmae/samples';
import { WavError } from '@mmae/wav';
import { defaultSeed, defaultSplits, doesAsTool, type Uncertainty } from '../options.ts';
import { withConflict } from './conflict.ts';
import { withoutGaps } from './flags.ts';
import { withLabelNoise } from './label-noise.ts';
import { readRecordings, withNoisyClip, type ClipFolders } from './noisy-clips.ts';
import { withNoisyPicture } from './noisy-pictures.ts';
import { withNoisyText } from './noisy-texts.ts';

/**
 * Puts conflict, label noise and noise into samples, flagged in the column `corruption` (image, image+label …, none) and one a part; what befalls a sample depends on the seed and its id.
 * Noisy clips are written as files. Reduced diversity is drawn from the pool, before there are samples.
 *
 * @returns the samples, and the clips that stayed without noise because they could not be read
 * @throws LumaError where the folder of backgrounds cannot be used
 */
export async function makeUncertain(
  samples: readonly Sample[],
  folders: ClipFolders,
  uncertainty: Uncertainty,
): Promise<{ samples: Sample[]; skipped: Skipped[] }> {
  const { seed = defaultSeed, splits = defaultSplits, conflict = 0, labelNoise = 0, sounds } = uncertainty;
  const byItself = (split: string, share: number, alter: typeof withConflict) => (all: readonly Sample[]) => {
    const altered = alter(all.filter((sample) => sample.split === split), share, seed).values(); // prettier-ignore
    return all.map((sample) => (sample.split === split ? altered.next().value! : sample));
  };
  const steps = [
    ...(conflict > 0 ? [byItself('test', conflict, withConflict)] : []),
    ...(labelNoise > 0 && !doesAsTool(uncertainty, 'drift') ? splits.map((split) => byItself(split, labelNoise, withLabelNoise)) : []),
  ];
  const mixed = steps.reduce<readonly Sample[]>((current, step) => step(current), samples);

  const recordings = sounds?.backgrounds === undefined ? [] : await readRecordings(sounds.backgrounds);
  const skipped: Skipped[] = [];
  const made: Sample[] = [];
  for (const sample of mixed) {
    const pictured = await withNoisyPicture(sample, uncertainty);
    const isAsked = splits.includes(sample.split);
    const noisy = isAsked ? withNoisyText(await sounded(pictured, folders, uncertainty, recordings, skipped), uncertainty) : pictured;
    made.push(noisy);
  }
  return { samples: withoutGaps(made), skipped };
}

async function sounded(
  sample: Sample,
  folders: ClipFolders,
  uncertainty: Uncertainty,
  recordings: Parameters<typeof withNoisyClip>[3],
  skipped: Skipped[],
): Promise<Sample> {
  // prettier-ignore
  try {
    return await withNoisyClip(sample, folders, uncertainty, recordings);
  } catch (error) {
    if (!(error instanceof WavError)) throw error;
    const { audio } = sample.media;
    skipped.push({
      id: sample.id,
      modality: 'audio',
      file: audio.kind === 'file' ? audio.path : '',
      reason: `left without noise: ${error.message}`,
    });
    return sample;
  }
}
