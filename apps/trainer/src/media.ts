import { makeExtractors, readReadyMade, type FeaturePlan, type ModalityOptions } from '@mmae/embedder';
import type { Extractor, Manifest, Modality, Skipped } from '@mmae/samples';
import { drawSome } from './draw-some.ts';
import { extractModality, type ExtractedKeys, type Extraction } from './extraction.ts';
import { openFeatureCache, type FeatureCache } from './feature-cache.ts';
import { fitModality, type FittedModality } from './features.ts';
import type { LeftOut } from './left-out.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { readyMadeExtraction, readyMadeSummary } from './ready-made.ts';

/** Every modality of a manifest as its extractor made it. */
export interface ExtractedMedia {
  readonly extractors: Readonly<Record<Modality, Extractor>>;
  readonly extractions: Readonly<Record<Modality, Extraction>>;
  readonly skipped: readonly Skipped[];
  /** lets go of the cache that raw values are read from */
  close(): void;
}

export interface ExtractMediaOptions {
  readonly cacheFolder: string;
  readonly verify?: boolean;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** whose words are removed from texts; those of the manifest where it is not given */
  readonly labels?: readonly string[];
  /** of an earlier extraction by the same run, which this one is to give again */
  readonly earlier?: Readonly<Record<Modality, ExtractedKeys>>;
}

/** Raised when an extractor makes other values of the same media: what was cached before is extracted again then. */
const extractionVersion = 2;

/**
 * Extracts every modality of every sample, from the cache where it can; all modalities at a time, as pictures keep other threads busy than sounds do.
 * A modality may fail in every sample.
 */
export async function extractMedia(manifest: Manifest, plan: FeaturePlan, options: ExtractMediaOptions): Promise<ExtractedMedia> {
  const { cacheFolder, progress, verify, earlier, labels = labelsOf(manifest) } = options;
  const extractors = makeExtractors(plan, labels);
  const caches: FeatureCache[] = [];
  const failure = new AbortController(); // of one modality: the others end too
  const signal = AbortSignal.any([failure.signal, ...(options.signal ? [options.signal] : [])]);

  const extract = async (modality: Modality): Promise<Told> => {
    const { room, options: roomOptions, maskLabels, featureFile } = plan.media[modality];
    if (featureFile !== undefined) return readRows(manifest, modality, plan.media[modality], labels);
    const cache = openFeatureCache(cacheFolder, room!);
    caches.push(cache);
    const onProgress = (numDone: number, numTotal: number) => progress.update(`extract ${modality}: ${numDone} of ${numTotal}`);
    const identity = [extractionVersion, room, roomOptions, maskLabels ? labels : []];
    const extraction = await extractModality(manifest, modality, extractors[modality], {
      ...{ cache, identity, verify, signal, onProgress },
      earlier: earlier?.[modality],
    });
    return { extraction, lines: [toSummary(modality, extraction), ...changedLines(extraction)] };
  };
  const extracted = plan.modalities.map(async (modality) => {
    try {
      const { extraction, lines } = await extract(modality);
      return { modality, extraction, lines };
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  });

  await Promise.allSettled(extracted); // what was begun is in the caches before they are closed
  if (failure.signal.aborted) {
    caches.forEach((cache) => cache.close());
    throw failure.signal.reason;
  }
  const all = await Promise.all(extracted);
  for (const line of all.flatMap(({ lines }) => lines)) progress.say(line);
  const extractions = Object.fromEntries(all.map(({ modality, extraction }) => [modality, extraction]));
  const skipped = [...manifest.skipped, ...all.flatMap(({ extraction }) => extraction.skipped)];
  return { extractors, extractions, skipped, close: () => caches.forEach((cache) => cache.close()) };
}

/** A modality's extraction, and what is said of it. */
interface Told {
  readonly extraction: Extraction;
  readonly lines: readonly string[];
}

async function readRows(
  manifest: Manifest,
  modality: Modality,
  { featureFile, room }: ModalityOptions,
  labels: readonly string[],
): Promise<Told> {
  const features = await readReadyMade(featureFile!);
  const extraction = readyMadeExtraction(manifest, modality, features);
  if (!extraction.present.includes(1)) throw new UsageError(noRows(modality, extraction));
  const remarks =
    room === 'text' && labels.length > 0
      ? [`${modality}: label words cannot be taken out of ready-made features; scores hold only if they were taken out of the texts before`]
      : [];
  return { extraction, lines: [readyMadeSummary(modality, extraction, features), ...remarks] };
}

/** A file of features that was named, and is of no sample, is another's: that is no archive without the modality. */
const noRows = (modality: Modality, { skipped }: Extraction) =>
  `extract: expected at least one sample with "${modality}", got none: all ${skipped.length} failed, the first: ${skipped[0].reason}`;

/** What was learnt of each modality from the train rows that have it, and why nothing could be of the others. */
export interface FittedMedia {
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly leftOut: LeftOut;
}

/**
 * Fits every modality on the train rows that have it. Too few of them, or features that never vary, cost that modality.
 *
 * @param maxRows train rows that a modality is learnt from, at most; all where it is not given
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
      fitted[modality] = fitModality(extractors[modality], extractions[modality], drawSome(having, maxRows, seed), options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      leftOut[modality] = having.length === 0 ? noneUsable(extractions[modality]) : error.message;
    }
  }
  return { fitted, leftOut };
}

function noneUsable({ present, skipped }: Extraction): string {
  if (present.includes(1)) return 'no train sample has any';
  return skipped.length === 0 ? 'no sample has any' : `none of ${skipped.length} can be used, the first: ${skipped[0].reason}`;
}

/** The labels of a manifest, sorted. */
export const labelsOf = ({ samples }: Manifest) => [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();

/** The modalities that a sample kept, of those named. */
export const presentOf = (
  { extractions }: ExtractedMedia,
  sample: number,
  modalities: readonly Modality[] = Object.keys(extractions),
): Modality[] => modalities.filter((modality) => extractions[modality].present[sample] === 1);

/** What a run had read of train samples when it began and has no more: `id (modality)`. */
export const lostFromTrain = (
  { samples }: Manifest,
  { extractions }: ExtractedMedia,
  { earlier, refit }: { readonly earlier?: Readonly<Record<Modality, ExtractedKeys>>; readonly refit: boolean },
): string[] =>
  Object.entries(earlier ?? {}).flatMap(([modality, keys]) =>
    samples.flatMap(({ id, split }, index) => {
      const isTrained = split === 'train' || (refit && split === 'validation');
      return isTrained && keys[index] !== undefined && extractions[modality]?.present[index] === 0 ? [`${id} (${modality})`] : [];
    }),
  );

/** Files that a resumed run found otherwise than it had read them. */
function changedLines({ changed }: Extraction): string[] {
  if (changed.length === 0) return [];
  const named = changed.slice(0, 3).join(', ') + (changed.length > 3 ? ', …' : '');
  return [`changed or gone since the run began, which keeps what it read of them then: ${changed.length} (${named})`];
}

function toSummary(modality: Modality, { present, skipped, numExtracted }: Extraction): string {
  const numPresent = present.reduce((sum, one) => sum + one, 0);
  const lost = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
  return `${modality}: ${numPresent} samples (${numExtracted} extracted, ${numPresent - numExtracted} cached${lost})`;
}
