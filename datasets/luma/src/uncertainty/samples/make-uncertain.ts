import type { Sample, Skipped } from '@mmae/samples';
import { WavError, type MonoAudio } from '@mmae/wav';
import { defaultSeed, defaultSplits, doesAsTool } from '../uncertainty.ts';
import type { Uncertainty } from '../uncertainty-options.ts';
import { withConflict } from './conflict.ts';
import { fillFlags } from './flags.ts';
import { withLabelNoise } from './label-noise.ts';
import { readRecordings, withNoisyClip, withNoisyImage, withNoisyText, type ClipFolders } from './noisy-media.ts';

/**
 * Adds conflict, label noise and noise in the media to samples, recorded in the column `corruption` and one column per altered part. What happens to a
 * sample depends on the seed and its id. Noisy clips are written as files. Reduced diversity is not added here: it decides which rows of the pool
 * become samples.
 *
 * @returns the samples, and the clips that stayed without noise because they could not be read
 * @throws LumaError if the folder of backgrounds cannot be used
 */
export async function makeUncertain(
  samples: readonly Sample[],
  folders: ClipFolders,
  uncertainty: Uncertainty,
): Promise<{ samples: Sample[]; skipped: Skipped[] }> {
  const { splits = defaultSplits, audio } = uncertainty;
  const recordings = audio?.backgrounds === undefined ? [] : await readRecordings(audio.backgrounds);
  const skipped: Skipped[] = [];
  const altered: Sample[] = [];
  for (const sample of withAlteredClasses(samples, uncertainty)) {
    const withImage = await withNoisyImage(sample, uncertainty);
    const hasNoise = splits.includes(sample.split);
    altered.push(
      hasNoise ? withNoisyText(await tryNoisyClip(withImage, folders, uncertainty, recordings, skipped), uncertainty) : withImage,
    );
  }
  return { samples: fillFlags(altered), skipped };
}

/** Adds conflict and label noise, each to one split at a time. */
function withAlteredClasses(samples: readonly Sample[], uncertainty: Uncertainty): readonly Sample[] {
  const { seed = defaultSeed, splits = defaultSplits, conflict = 0, labelNoise = 0 } = uncertainty;
  const inSplit = (split: string, share: number, alter: typeof withConflict) => (all: readonly Sample[]) => {
    const altered = alter(all.filter((sample) => sample.split === split), share, seed).values(); // prettier-ignore
    return all.map((sample) => (sample.split === split ? altered.next().value! : sample));
  };
  const steps = [
    ...(conflict > 0 ? [inSplit('test', conflict, withConflict)] : []),
    ...(labelNoise > 0 && !doesAsTool(uncertainty, 'drift') ? splits.map((split) => inSplit(split, labelNoise, withLabelNoise)) : []),
  ];
  return steps.reduce<readonly Sample[]>((current, step) => step(current), samples);
}

/** The sample as `withNoisyClip` returns it; unchanged, and added to `skipped`, if its clip cannot be read. */
async function tryNoisyClip(
  sample: Sample,
  folders: ClipFolders,
  uncertainty: Uncertainty,
  recordings: readonly MonoAudio[],
  skipped: Skipped[],
): Promise<Sample> {
  try {
    return await withNoisyClip(sample, folders, uncertainty, recordings);
  } catch (error) {
    if (!(error instanceof WavError)) throw error;
    const { audio } = sample.media;
    const file = audio.kind === 'file' ? audio.path : '';
    skipped.push({ id: sample.id, modality: 'audio', file, reason: `left without noise: ${error.message}` });
    return sample;
  }
}
