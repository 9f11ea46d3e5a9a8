import { termsOf, type FittedFeatures, type FittedModality } from '@mmae/pipeline';
import type { Manifest, Modality } from '@mmae/samples';

/** The true tags of a sample, as far as they are known. */
export interface TagTruth {
  /** the words of the vocabulary in the sample's own text; undefined where it has no text, or there is no vocabulary */
  readonly words?: ReadonlySet<string>;
  readonly label?: string;
}

/**
 * The true tags of some samples.
 *
 * @param words the modality that words come from
 * @param samples sample indices in the manifest
 */
export function tagTruths(
  { samples: all }: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  words: Modality | undefined,
  samples: readonly number[],
): TagTruth[] {
  return samples.map((sample) => {
    const { label } = all[sample];
    const hasWords = words !== undefined && fitted[words].extraction.present[sample] === 1;
    return { label, ...(hasWords && { words: wordsIn(fitted[words], fitted[words].extraction.raw(sample)) }) };
  });
}

function wordsIn({ extractor }: FittedFeatures, raw: unknown): Set<string> {
  const terms = termsOf(extractor)!;
  const words = new Set<string>();
  extractor.transform(raw).forEach((weight, column) => {
    if (weight > 0) words.add(terms[column]);
  });
  return words;
}

/** Whether a tag is right for a sample; undefined where that is not known. */
export function isRight({ kind, tag }: { readonly kind: 'word' | 'label'; readonly tag: string }, truth: TagTruth): boolean | undefined {
  if (kind === 'word') return truth.words?.has(tag);
  return truth.label === undefined ? undefined : truth.label === tag;
}
