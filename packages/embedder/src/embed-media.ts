import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import type { Matrix } from '@mmae/matrix';
import { embed } from '@mmae/mmae/encoder';
import { toBlock } from '@mmae/pipeline';
import { UnusableMediaError, type Media, type Modality } from '@mmae/samples';
import { isUnlikeTrain, noveltyScores } from './novelty.ts';
import type { TrainedRun } from './trained-run.ts';

/** A sample's media, any of the run's modalities; at least one. */
export type SampleMedia = Readonly<Record<Modality, Media>>;

/** The features of one sample, by a run's extractors. */
export interface MediaFeatures {
  /** of one row, with a block for each given modality */
  readonly table: FeatureTable<Matrix>;
  /** whether the sample is unlike the training data, so that its nearest samples mean little */
  readonly isUnlikeTrain: boolean;
}

/**
 * Extracts the features of one sample.
 *
 * @throws InputError without media, or for a modality that the run was not trained on
 * @throws UnusableMediaError for a file that cannot be used, or a text without a word of the vocabulary
 */
export async function featuresOf(run: TrainedRun, media: SampleMedia): Promise<MediaFeatures> {
  checkModalities(run, Object.keys(media));
  const blocks: Record<Modality, Matrix> = {};
  const scores: Record<Modality, number> = {};
  for (const [modality, item] of Object.entries(media)) {
    const features = run.features[modality];
    const raw = await features.extractor.extract(item);
    if (item.kind === 'text' && features.extractor.transform(raw).every((value) => value === 0)) throw unknownWords(item.text);
    blocks[modality] = toBlock(features, [raw]);
    const reference = run.novelty.references[modality];
    if (reference) [scores[modality]] = noveltyScores(features, reference, [raw]);
  }
  const present = Object.fromEntries(Object.keys(media).map((modality) => [modality, Uint8Array.of(1)]));
  return { table: { ids: ['query'], blocks, present }, isUnlikeTrain: isUnlikeTrain(run.novelty, scores) };
}

/** The embedding of one sample, `[1, width]`, and whether the sample is unlike the training data. @throws as {@link featuresOf} */
export async function embedMedia(
  run: TrainedRun,
  media: SampleMedia,
): Promise<{ readonly embedding: Matrix; readonly isUnlikeTrain: boolean }> {
  const { table, isUnlikeTrain } = await featuresOf(run, media);
  return { embedding: embed(run.model, table, Object.keys(media)), isUnlikeTrain };
}

function checkModalities({ plan }: TrainedRun, given: readonly Modality[]): void {
  const unknown = given.find((modality) => !plan.modalities.includes(modality));
  if (unknown === undefined && given.length > 0) return;
  throw new InputError(
    `embedMedia: expected media of ${plan.modalities.join(', ')}, got ${unknown ?? 'none'}. Use the modalities of the run.`,
  );
}

function unknownWords(text: string): UnusableMediaError {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return new UnusableMediaError(`no known word: no word of ${JSON.stringify(shown)} is in the vocabulary of the run. Use other words.`);
}
