import { makeExtractors, readReadyMade, type FeaturePlan, type ModalityOptions } from '@mmae/embedder';
import type { Extractor, Manifest, Modality, Skipped } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { extractModality, type Extraction } from './extraction.ts';
import { openFeatureCache, type FeatureCache } from './feature-cache.ts';
import { fitModality, type FittedModality } from './features.ts';
import type { Progress } from './progress.ts';
import { readyMadeExtraction, readyMadeSummary } from './ready-made.ts';
import { UsageError } from './usage-error.ts';

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
  /** whether a modality may fail in every sample, as it may where nothing is learnt from it */
  readonly mayBeLost?: boolean;
}

/**
 * Extracts every modality of every sample, from the cache where it can.
 *
 * @throws UsageError where no sample kept a modality, unless it may be lost
 */
export async function extractMedia(manifest: Manifest, plan: FeaturePlan, options: ExtractMediaOptions): Promise<ExtractedMedia> {
  const { cacheFolder, progress, labels = labelsOf(manifest), mayBeLost = false, ...rest } = options;
  const extractors = makeExtractors(plan, labels);
  const caches: FeatureCache[] = [];
  const extractions: Record<Modality, Extraction> = {};
  for (const modality of plan.modalities) {
    const { room, options: roomOptions, maskLabels, featureFile } = plan.media[modality];
    if (featureFile !== undefined) extractions[modality] = await readRows(manifest, modality, plan.media[modality], { progress, labels });
    else {
      const cache = openFeatureCache(cacheFolder, room!);
      caches.push(cache);
      const onProgress = (numDone: number, numTotal: number) => progress.update(`extract ${modality}: ${numDone} of ${numTotal}`);
      const identity = [room, roomOptions, maskLabels ? labels : []];
      extractions[modality] = await extractModality(manifest, modality, extractors[modality], { ...rest, cache, identity, onProgress });
      progress.say(toSummary(modality, extractions[modality]));
    }
    if (!mayBeLost) expectSome(modality, extractions[modality]);
  }
  const skipped = [...manifest.skipped, ...Object.values(extractions).flatMap((extraction) => extraction.skipped)];
  return { extractors, extractions, skipped, close: () => caches.forEach((cache) => cache.close()) };
}

async function readRows(
  manifest: Manifest,
  modality: Modality,
  { featureFile, room }: ModalityOptions,
  { progress, labels }: { readonly progress: Progress; readonly labels: readonly string[] },
): Promise<Extraction> {
  const features = await readReadyMade(featureFile!);
  const extraction = readyMadeExtraction(manifest, modality, features);
  progress.say(readyMadeSummary(modality, extraction, features));
  if (room === 'text' && labels.length > 0)
    progress.say(
      `${modality}: label words cannot be taken out of ready-made features; scores hold only if they were taken out of the texts before`,
    );
  return extraction;
}

/** Every modality fitted on the train rows that have it. */
export function fitMedia(
  { extractors, extractions }: ExtractedMedia,
  experiment: Experiment,
  train: readonly number[],
): Record<Modality, FittedModality> {
  const fitted = experiment.modalities.map((modality) => {
    const options = { numComponents: experiment.media[modality].components, seed: experiment.seed };
    return [modality, named(modality, () => fitModality(extractors[modality], extractions[modality], train, options))];
  });
  return Object.fromEntries(fitted) as Record<Modality, FittedModality>;
}

/** Says of which modality the numbers are that cannot be learnt from. */
function named<Result>(modality: Modality, fit: () => Result): Result {
  try {
    return fit();
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`${modality}: ${error.message}`) : error;
  }
}

/** The labels of a manifest, sorted. */
export const labelsOf = ({ samples }: Manifest) => [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();

/** The modalities that a sample kept. */
export const presentOf = ({ extractions }: ExtractedMedia, sample: number): Modality[] =>
  Object.keys(extractions).filter((modality) => extractions[modality].present[sample] === 1);

function toSummary(modality: Modality, { present, skipped, numExtracted }: Extraction): string {
  const numPresent = present.reduce((sum, one) => sum + one, 0);
  const lost = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
  return `${modality}: ${numPresent} samples (${numExtracted} extracted, ${numPresent - numExtracted} cached${lost})`;
}

function expectSome(modality: Modality, { present, skipped }: Extraction): void {
  if (present.includes(1)) return;
  const reason = skipped.length === 0 ? 'no row names any' : `all ${skipped.length} failed, the first: ${skipped[0].reason}`;
  throw new UsageError(
    `extract: expected at least one sample with "${modality}", got none: ${reason}. Correct the files, or leave it out of modalities.`,
  );
}
