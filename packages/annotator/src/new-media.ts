import { isUnlikeTrain, noveltyScores, type TrainedRun } from '@mmae/embedder';
import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import {
  cacheFolder,
  extractMedia,
  mediaSummary,
  openScratch,
  presentModalities,
  toFeatureTable,
  type ExtractedMedia,
  type FeaturePlan,
  type FittedModality,
  type WorkContext,
} from '@mmae/pipeline';
import type { Manifest, Modality, Sample, Skipped } from '@mmae/samples';

/** New samples as features of a run. */
export interface NewMedia {
  /** a row for each sample with usable media; its blocks are read from a scratch file */
  readonly table: FeatureTable;
  /** the sample of each row, as an index in the manifest */
  readonly sampleOfRow: readonly number[];
  /** the samples of the rows */
  readonly samples: readonly Sample[];
  readonly isUnlike: IsUnlike;
  /** media that could not be used, with the reason */
  readonly skipped: readonly Skipped[];
  /** The modalities that a row has. */
  presentIn(row: number): Modality[];
  /** What was and what could not be used, a line each. @param skippedFile that lists `skipped` */
  summary(skippedFile: string): readonly string[];
  /** Closes the scratch file and the caches. */
  close(): void;
}

/** Whether a row of a table is farther from the training data than 99 % of validation samples, by a subset of its modalities. */
export type IsUnlike = (row: number, subset: readonly Modality[]) => boolean;

export interface NewMediaOptions extends WorkContext {
  /** which modalities are read, and how; those of the run that at least one sample has */
  readonly plan: FeaturePlan;
  /** compares the contents of files with what was extracted before, instead of their sizes and times */
  readonly verify?: boolean;
}

/**
 * Extracts the media of new samples, and turns them into features as the run's training samples were. What was extracted before is read from the cache.
 *
 * @returns no rows if no sample has usable media
 */
export async function openNewMedia(run: TrainedRun, manifest: Manifest, { plan, ...options }: NewMediaOptions): Promise<NewMedia> {
  const media = await extractMedia(manifest, plan, { ...options, labels: run.labels, cacheFolder: cacheFolder() });
  const scratch = openScratch(cacheFolder());
  const close = () => {
    scratch.close();
    media.close();
  };
  try {
    const sampleOfRow = Array.from(manifest.samples.keys()).filter((sample) => presentModalities(media, sample).length > 0);
    const fitted = fittedBy(run, media);
    const table = await toFeatureTable(manifest, fitted, sampleOfRow, { ...options, scratch });
    return {
      ...{ table, sampleOfRow, skipped: media.skipped, close },
      samples: sampleOfRow.map((sample) => manifest.samples[sample]),
      isUnlike: noveltyOf(run, fitted, sampleOfRow),
      presentIn: (row) => presentModalities(media, sampleOfRow[row]),
      summary: (skippedFile) => mediaSummary(manifest, media, skippedFile),
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** @throws InputError if there is no sample with usable media */
export function expectUsable({ samples, skipped }: NewMedia, { file }: Manifest): void {
  if (samples.length > 0) return;
  throw new InputError(
    `expectUsable: expected at least one sample with usable media in ${file}, got none: ${skipped.length} failed, the first: ${skipped[0].reason}`,
  );
}

/** Samples per chunk. */
const chunkLength = 1024;

/** Scores the novelty of some samples, by modality. */
function noveltyOf({ novelty }: TrainedRun, fitted: Readonly<Record<Modality, FittedModality>>, samples: readonly number[]): IsUnlike {
  const scores: Record<Modality, Float64Array> = {};
  for (const [modality, reference] of Object.entries(novelty.references)) {
    if (!Object.hasOwn(fitted, modality)) continue;
    const { extraction } = fitted[modality];
    scores[modality] = new Float64Array(samples.length);
    const having = Array.from(samples.keys()).filter((i) => extraction.present[samples[i]] === 1);
    for (let start = 0; start < having.length; start += chunkLength) {
      const chunk = having.slice(start, start + chunkLength);
      const raws = chunk.map((i) => extraction.raw(samples[i]));
      noveltyScores(fitted[modality], reference, raws).forEach((score, k) => (scores[modality][chunk[k]] = score));
    }
  }
  return (row, subset) => {
    const scored = subset.filter((modality) => Object.hasOwn(scores, modality));
    return isUnlikeTrain(novelty, Object.fromEntries(scored.map((modality) => [modality, scores[modality][row]])));
  };
}

/** The run's fitted features with the raw values of the new samples. */
const fittedBy = ({ features }: TrainedRun, { extractions }: ExtractedMedia) =>
  Object.fromEntries(Object.entries(extractions).map(([modality, extraction]) => [modality, { ...features[modality], extraction }]));
