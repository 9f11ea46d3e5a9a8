import type { Sample } from '@mmae/samples';
import { frameSeconds } from '../samples/look-into-clips.ts';
import { sharedPictures } from '../samples/shared-pictures.ts';
import { betrayal } from './betrayal.ts';
import { toolMask } from './tool-mask.ts';

export interface LumaStats {
  /** how many samples, by split and label */
  readonly labels: Counts;
  /** by split and where the clip, the picture and the voice come from */
  readonly clipSources: Counts;
  readonly imageSources: Counts;
  readonly voices: Counts;
  readonly misaligned: Counts;
  readonly corruptions: Counts;
  /** pictures, byte for byte the same, that stand in more than one split */
  readonly sharedPictures: number;
  /** by split, of the clips that could be read */
  readonly clips: Readonly<Record<string, ClipLengths>>;
  /** texts that hold their label, by the mask put before: as a word of its own, or within a longer one */
  readonly betrayingTexts: Readonly<Record<'unmasked' | 'maskedByTool', Readonly<Record<'word' | 'within', Counts>>>>;
}

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface ClipLengths {
  readonly numClips: number;
  /** shorter than a frame of 25 ms, over which a spectrum is taken */
  readonly numShorterThanFrame: number;
  readonly shortestSeconds: number;
  readonly medianSeconds: number;
  readonly longestSeconds: number;
}

/**
 * What a LUMA folder holds, counted.
 *
 * @param clipSeconds by a clip's path, as `lumaSamples` gives it
 */
export function lumaStats(samples: readonly Sample[], clipSeconds: ReadonlyMap<string, number> = new Map()): LumaStats {
  const column = (name: string) => counted(samples, ({ extra }) => extra[name]);
  return {
    labels: counted(samples, ({ label }) => label),
    clipSources: column('clipSource'),
    imageSources: column('imageSource'),
    voices: column('voice'),
    misaligned: column('misaligned'),
    corruptions: column('corruption'),
    sharedPictures: sharedPictures(samples).size,
    clips: clipLengths(samples, clipSeconds),
    betrayingTexts: { unmasked: betrayals(samples, (text) => text), maskedByTool: betrayals(samples, toolMask) },
  };
}

function betrayals(samples: readonly Sample[], mask: (text: string, label: string) => string): Record<'word' | 'within', Counts> {
  const found = samples.map(({ label, media: { text } }) => text?.kind === 'text' && label && betrayal(mask(text.text, label), label));
  const by = (kind: string) => counted(samples.filter((_, i) => found[i] === kind), ({ label }) => label); // prettier-ignore
  return { word: by('word'), within: by('within') };
}

function counted(samples: readonly Sample[], keyOf: (sample: Sample) => string | undefined): Counts {
  const counts: Record<string, Record<string, number>> = {};
  for (const sample of samples) {
    const key = keyOf(sample);
    if (key === undefined) continue;
    const ofSplit = (counts[sample.split] ??= {});
    ofSplit[key] = (ofSplit[key] ?? 0) + 1;
  }
  return counts;
}

function clipLengths(samples: readonly Sample[], clipSeconds: ReadonlyMap<string, number>): Record<string, ClipLengths> {
  const secondsBySplit: Record<string, number[]> = {};
  for (const { split, media } of samples) {
    const { audio } = media;
    const seconds = audio?.kind === 'file' ? clipSeconds.get(audio.path) : undefined;
    if (seconds !== undefined) (secondsBySplit[split] ??= []).push(seconds);
  }
  return Object.fromEntries(Object.entries(secondsBySplit).map(([split, seconds]) => [split, toLengths(seconds.sort((a, b) => a - b))]));
}

const toLengths = (sorted: readonly number[]): ClipLengths => ({
  numClips: sorted.length,
  numShorterThanFrame: sorted.filter((seconds) => seconds < frameSeconds).length,
  shortestSeconds: sorted[0],
  medianSeconds: sorted[Math.floor(sorted.length / 2)],
  longestSeconds: sorted.at(-1)!,
});
