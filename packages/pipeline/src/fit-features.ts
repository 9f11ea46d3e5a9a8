import { fitBlockScaling } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import type { Extractor, Modality } from '@mmae/samples';
import { drawItems } from './draw-items.ts';
import type { ExtractedMedia } from './extract-media.ts';
import type { Extraction } from './extraction.ts';
import type { FeaturePlan } from './feature-plan.ts';
import { toFeatures, type FittedFeatures } from './fitted-features.ts';

/** A modality whose extractor and scaling are fitted on train, with the raw values of every sample. */
export interface FittedModality extends FittedFeatures {
  readonly extraction: Extraction;
}

/** Modalities that nothing can be learnt from, each with the reason. */
export type LeftOut = Readonly<Record<Modality, string>>;

/** The modalities fitted on the train samples that have them, and those that could not be fitted. */
export interface FittedMedia {
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly leftOut: LeftOut;
}

/**
 * Fits every modality on the train samples that have it. A modality with too few samples, or with features that never vary, is left out.
 *
 * @param train sample indices in the manifest
 * @param maxRows train samples that a modality is fitted on, at most; all by default
 */
export function fitMedia(
  { extractors, extractions }: ExtractedMedia,
  { modalities, media, seed }: FeaturePlan & { readonly seed: number },
  train: readonly number[],
  maxRows = Infinity,
): FittedMedia {
  const fitted: Record<Modality, FittedModality> = {};
  const leftOut: Record<Modality, string> = {};
  for (const modality of modalities) {
    const having = train.filter((sample) => extractions[modality].present[sample] === 1);
    const options = { numComponents: media[modality].components, seed };
    try {
      fitted[modality] = fitModality(extractors[modality], extractions[modality], drawItems(having, maxRows, seed), options);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof RangeError)) throw error;
      leftOut[modality] = having.length === 0 ? noneUsable(extractions[modality]) : error.message;
    }
  }
  return { fitted, leftOut };
}

function noneUsable({ present, skipped }: Extraction): string {
  if (present.includes(1)) return 'no train sample has any';
  return skipped.length === 0 ? 'no sample has any' : `none of ${skipped.length} can be used, the first: ${skipped[0].reason}`;
}

/** Train rows that principal axes are fitted on, at most: more change them little and cost memory. */
const maxScalingRows = 20_000;

/**
 * Fits a modality's extractor (vocabulary, weights) and scaling on the train samples that have it.
 *
 * @param train sample indices in the manifest
 * @param numComponents principal axes to keep; without it, all columns are kept
 * @throws RangeError where there are too few samples, or their features never vary
 */
export function fitModality(
  extractor: Extractor,
  extraction: Extraction,
  train: readonly number[],
  { numComponents, seed }: { readonly numComponents?: number; readonly seed: number },
): FittedModality {
  const having = train.filter((sample) => extraction.present[sample] === 1);
  extractor.fit(rawsOf(extraction, having));
  const features = toFeatures(extractor, rawsOf(extraction, drawItems(having, maxScalingRows, seed)));
  return { extractor, extraction, scaling: fitBlockScaling(features, { numComponents, seed }) };
}

function* rawsOf(extraction: Extraction, samples: readonly number[]): Generator<unknown> {
  for (const sample of samples) yield extraction.raw(sample);
}
