import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { embed } from '@mmae/mmae/encoder';
import { toBlock } from '@mmae/pipeline';
import { UnusableMediaError, type Media, type Modality } from '@mmae/samples';
import { isUnlikeTrain, noveltyScores } from './novelty.ts';
import type { TrainedRun } from './trained-run.ts';

/** A sample's media, any of the run's modalities; at least one. */
export type SampleMedia = Readonly<Record<Modality, Media>>;

/** One sample's media as features of a run. */
export interface MediaFeatures {
  /** of one row, with a block for each modality that is given */
  readonly table: FeatureTable<Matrix>;
  /** whether it is unlike all that was trained on: what it is near to says little then */
  readonly isUnlikeTrain: boolean;
}

/**
 * The media of one sample as features of the run.
 *
 * @throws RangeError for no media, or a modality that the run has not learnt
 * @throws UnusableMediaError for a file that cannot be used, or a text of which train had no word
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

/** The embedding of one sample from its media, `[1, width]`, and whether it is unlike train. @throws as {@link featuresOf} */
export async function embedMedia(
  run: TrainedRun,
  media: SampleMedia,
): Promise<{ readonly embedding: Matrix; readonly isUnlikeTrain: boolean }> {
  const { table, isUnlikeTrain } = await featuresOf(run, media);
  return { embedding: embed(run.model, table, Object.keys(media)), isUnlikeTrain };
}

function checkModalities({ plan }: TrainedRun, given: readonly Modality[]): void {
  const stranger = given.find((modality) => !plan.modalities.includes(modality));
  if (stranger === undefined && given.length > 0) return;
  throw new RangeError(
    `embedMedia: expected media of ${plan.modalities.join(', ')}, got ${stranger ?? 'none'}. Name what the run has learnt from.`,
  );
}

function unknownWords(text: string): UnusableMediaError {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return new UnusableMediaError(`no known word: none of ${JSON.stringify(shown)} stands in the texts of train. Use other words.`);
}
