import type { Sample } from '@mmae/samples';
import { LancasterStemmer } from 'natural/lib/natural/stemmers/index.js';
import { frameSeconds } from '../samples/clip-headers.ts';
import { sharedImages } from '../samples/luma-samples.ts';

export interface LumaStats {
  /** number of samples, by split and label */
  readonly labels: Counts;
  /** number of samples, by split and source */
  readonly clipSources: Counts;
  readonly imageSources: Counts;
  readonly voices: Counts;
  readonly misaligned: Counts;
  readonly corruptions: Counts;
  /** number of images that occur, byte for byte, in more than one split */
  readonly sharedImages: number;
  /** durations of the readable clips, by split */
  readonly clips: Readonly<Record<string, ClipLengths>>;
  /** number of texts that contain their label, by split and label: with and without the mask of LUMA's tool, as a word or inside a longer word */
  readonly textsWithLabel: Readonly<Record<'unmasked' | 'maskedByTool', Readonly<Record<'word' | 'within', Counts>>>>;
}

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface ClipLengths {
  readonly numClips: number;
  /** shorter than 25 ms, the usual frame of a spectrum */
  readonly numShorterThanFrame: number;
  readonly shortestSeconds: number;
  readonly medianSeconds: number;
  readonly longestSeconds: number;
}

/**
 * Counts what a LUMA folder contains.
 *
 * @param clipSeconds durations by path, from `lumaSamples`
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
    sharedImages: sharedImages(samples).size,
    clips: clipLengths(samples, clipSeconds),
    textsWithLabel: { unmasked: labelLeaks(samples, (text) => text), maskedByTool: labelLeaks(samples, toolMask) },
  };
}

/** @param mask applied to a text before it is searched */
function labelLeaks(samples: readonly Sample[], mask: (text: string, label: string) => string): Record<LabelLeak, Counts> {
  const found = samples.map(({ label, media: { text } }) => text?.kind === 'text' && label && labelLeak(mask(text.text, label), label));
  const by = (kind: LabelLeak) => counted(samples.filter((_, i) => found[i] === kind), ({ label }) => label); // prettier-ignore
  return { word: by('word'), within: by('within') };
}

/** How a text contains its label: as a word, or inside a longer word. */
type LabelLeak = 'word' | 'within';

const irregularPlurals: Readonly<Record<string, string>> = { man: 'men', woman: 'women', mouse: 'mice', wolf: 'wolves', baby: 'babies' };

/**
 * Whether a text contains its label, in the singular or the plural. The search inside longer words also finds unrelated ones: "category" for "cat".
 */
function labelLeak(text: string, label: string): LabelLeak | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const forms = [label, `${label}s`, `${label}es`, irregularPlurals[label] ?? label, label.replace(/s$/, '')];
  if (words.some((word) => forms.includes(word))) return 'word';
  return words.some((word) => word.includes(label)) ? 'within' : undefined;
}

/**
 * The mask of LUMA's tool: removes words whose Lancaster stem is the label. It never finds eleven of the classes, whose own stems differ: the stem of
 * "house" is "hous", of "woman" "wom", of "television" "televid".
 */
const toolMask = (text: string, label: string): string =>
  text.replaceAll(/\p{L}+/gu, (word) => (LancasterStemmer.stem(word.toLowerCase()) === label ? '' : word));

function counted(samples: readonly Sample[], keyOf: (sample: Sample) => string | undefined): Counts {
  const counts: Record<string, Record<string, number>> = {};
  for (const sample of samples) {
    const key = keyOf(sample);
    if (key === undefined) continue;
    const countsOfSplit = (counts[sample.split] ??= {});
    countsOfSplit[key] = (countsOfSplit[key] ?? 0) + 1;
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
