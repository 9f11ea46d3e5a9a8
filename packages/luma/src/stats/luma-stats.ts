import type { Sample } from '@mmae/samples';
import { createHash } from 'node:crypto';

export interface LumaStats {
  /** how many samples, by split and label */
  readonly labels: Counts;
  /** by split and where the clip, the picture and the voice come from */
  readonly clipSources: Counts;
  readonly imageSources: Counts;
  readonly voices: Counts;
  readonly misaligned: Counts;
  /** pictures, byte for byte the same, that stand in more than one split */
  readonly sharedPictures: number;
  /** texts that still hold their label's letters after `mask`, within a longer word too */
  readonly betrayingTexts: Counts;
}

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * What a LUMA folder holds, counted.
 *
 * @param mask takes label words out of a text, as training does; texts as they are, where it is not given
 */
export function lumaStats(samples: readonly Sample[], mask: (text: string) => string = (text) => text): LumaStats {
  const betrays = ({ label, media: { text } }: Sample) => text?.kind === 'text' && !!label && mask(text.text).toLowerCase().includes(label);
  return {
    labels: counted(samples, ({ label }) => label),
    clipSources: counted(samples, ({ extra }) => extra.clipSource),
    imageSources: counted(samples, ({ extra }) => extra.imageSource),
    voices: counted(samples, ({ extra }) => extra.voice),
    misaligned: counted(samples, ({ extra }) => extra.misaligned),
    sharedPictures: numSharedPictures(samples),
    betrayingTexts: counted(samples.filter(betrays), ({ label }) => label),
  };
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

function numSharedPictures(samples: readonly Sample[]): number {
  const splitsOf = new Map<string, Set<string>>();
  for (const { split, media } of samples) {
    if (media.image?.kind !== 'pixels') continue;
    const digest = createHash('sha1').update(media.image.data).digest('base64');
    splitsOf.set(digest, (splitsOf.get(digest) ?? new Set()).add(split));
  }
  return [...splitsOf.values()].filter(({ size }) => size > 1).length;
}
