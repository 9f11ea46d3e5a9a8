import { InputError } from '@mmae/input';
import type { Extractor, Manifest, Modality, Skipped } from '@mmae/samples';
import { openFeatureCache, type FeatureCache } from './cache/feature-cache.ts';
import { extractModality, type ExtractedKeys, type Extraction } from './extraction.ts';
import { makeExtractors } from './extractors.ts';
import type { FeaturePlan, ModalityOptions } from './feature-plan.ts';
import type { Progress } from './progress.ts';
import { readyMadeExtraction, readyMadeSummary } from './ready-made/ready-made-extractor.ts';
import { readReadyMade } from './ready-made/ready-made-file.ts';

/** The raw values of every modality of a manifest. */
export interface ExtractedMedia {
  /** not fitted yet */
  readonly extractors: Readonly<Record<Modality, Extractor>>;
  readonly extractions: Readonly<Record<Modality, Extraction>>;
  readonly skipped: readonly Skipped[];
  /** Closes the caches that raw values are read from. */
  close(): void;
}

export interface ExtractMediaOptions {
  readonly cacheFolder: string;
  /** compare the contents of files with what was cached, not only path, size and time */
  readonly verify?: boolean;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** labels whose words `maskLabels` removes from texts; those of the manifest by default */
  readonly labels?: readonly string[];
  /** the cache keys of an earlier extraction by the same run, whose values are to be used again */
  readonly earlier?: Readonly<Record<Modality, ExtractedKeys>>;
}

/** Part of every cache key. Raise it when an extractor returns other values for the same media. */
const extractionVersion = 2;

/**
 * Extracts every modality of every sample, from the cache where possible. Modalities are extracted concurrently: images and audio keep
 * different threads busy. Media that cannot be used are listed in `skipped`; a modality may fail in every sample.
 *
 * @throws InputError where a file of ready-made features is damaged, or contains none of the samples, or an encoder is not set up or does not fit
 * @throws RunFolderError where the cache cannot be written
 */
export async function extractMedia(manifest: Manifest, plan: FeaturePlan, options: ExtractMediaOptions): Promise<ExtractedMedia> {
  const { cacheFolder, progress, verify, earlier, labels = labelsOf(manifest) } = options;
  const extractors = makeExtractors(plan, labels);
  const caches: FeatureCache[] = [];
  const failure = new AbortController(); // one modality's failure aborts the others
  const signal = AbortSignal.any([failure.signal, ...(options.signal ? [options.signal] : [])]);

  const extract = async (modality: Modality): Promise<ExtractionReport> => {
    const { extractor, options: extractorOptions, maskLabels, featureFile } = plan.media[modality];
    if (featureFile !== undefined) return readRows(manifest, modality, plan.media[modality], labels);
    await extractors[modality].ready?.();
    const cache = openFeatureCache(cacheFolder, extractor!);
    caches.push(cache);
    const onProgress = (numDone: number, numTotal: number) => progress.update(`extract ${modality}: ${numDone} of ${numTotal}`);
    const { identity: own } = extractors[modality];
    const identity = [extractionVersion, extractor, extractorOptions, maskLabels ? labels : [], ...(own === undefined ? [] : [own])];
    const extraction = await extractModality(manifest, modality, extractors[modality], {
      ...{ cache, identity, verify, signal, onProgress },
      earlier: earlier?.[modality],
    });
    return { extraction, lines: [toSummary(modality, extraction), ...changedLines(extraction)] };
  };
  const extracted = plan.modalities.map(async (modality) => {
    try {
      return { modality, ...(await extract(modality)) };
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  });

  await Promise.allSettled(extracted); // extractions in progress write to the caches
  if (failure.signal.aborted) {
    caches.forEach((cache) => cache.close());
    throw failure.signal.reason;
  }
  const reports = await Promise.all(extracted);
  for (const line of reports.flatMap(({ lines }) => lines)) progress.say(line);
  const extractions = Object.fromEntries(reports.map(({ modality, extraction }) => [modality, extraction]));
  const skipped = [...manifest.skipped, ...reports.flatMap(({ extraction }) => extraction.skipped)];
  return { extractors, extractions, skipped, close: () => caches.forEach((cache) => cache.close()) };
}

/** A modality's extraction, and its human-readable summary. */
interface ExtractionReport {
  readonly extraction: Extraction;
  readonly lines: readonly string[];
}

async function readRows(
  manifest: Manifest,
  modality: Modality,
  { featureFile, extractor }: ModalityOptions,
  labels: readonly string[],
): Promise<ExtractionReport> {
  const features = await readReadyMade(featureFile!);
  const extraction = readyMadeExtraction(manifest, modality, features);
  if (!extraction.present.includes(1)) throw new InputError(noRows(modality, extraction));
  const remarks =
    extractor === 'text' && labels.length > 0
      ? [`${modality}: label words cannot be removed from ready-made features; scores are valid only if they were removed before`]
      : [];
  return { extraction, lines: [readyMadeSummary(modality, extraction, features), ...remarks] };
}

/** A file of features without any of the samples is the wrong file, not an archive that lacks the modality. */
const noRows = (modality: Modality, { skipped }: Extraction) =>
  `extract: expected at least one sample with "${modality}", got none: all ${skipped.length} failed, the first: ${skipped[0].reason}`;

/** The distinct labels of a manifest, sorted. */
export const labelsOf = ({ samples }: Manifest) => [...new Set(samples.flatMap(({ label }) => (label ? [label] : [])))].sort();

/** The modalities for which a sample has usable media. */
export const presentModalities = (
  { extractions }: ExtractedMedia,
  sample: number,
  modalities: readonly Modality[] = Object.keys(extractions),
): Modality[] => modalities.filter((modality) => extractions[modality].present[sample] === 1);

/**
 * Train media that an earlier extraction had and this one has not, each as `id (modality)`.
 *
 * @param refit whether validation samples train too
 */
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

/** Names the files that differ from what the run extracted before it was interrupted. */
function changedLines({ changed }: Extraction): string[] {
  if (changed.length === 0) return [];
  const named = changed.slice(0, 3).join(', ') + (changed.length > 3 ? ', …' : '');
  return [`changed or deleted since the run began; what was extracted from them then is used: ${changed.length} (${named})`];
}

function toSummary(modality: Modality, { present, skipped, numExtracted }: Extraction): string {
  const numPresent = present.reduce((sum, one) => sum + one, 0);
  const lost = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
  return `${modality}: ${numPresent} samples (${numExtracted} extracted, ${numPresent - numExtracted} cached${lost})`;
}
