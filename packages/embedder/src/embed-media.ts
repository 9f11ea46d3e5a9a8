import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { embed } from '@mmae/mmae/encoder';
import { UnusableMediaError, type Media, type Modality } from '@mmae/samples';
import { toBlock } from './fitted-features.ts';
import type { TrainedRun } from './trained-run.ts';

/** A sample's media, any of the run's modalities; at least one. */
export type SampleMedia = Readonly<Record<Modality, Media>>;

/**
 * The media of one sample as features of the run: a table of one row, with a block for each modality that is given.
 *
 * @throws RangeError for no media, or a modality that the run has not learnt
 * @throws UnusableMediaError for a file that cannot be used, or a text of which train had no word
 */
export async function featuresOf(run: TrainedRun, media: SampleMedia): Promise<FeatureTable> {
  checkModalities(run, Object.keys(media));
  const blocks: Record<Modality, Matrix> = {};
  for (const [modality, item] of Object.entries(media)) {
    const { extractor } = run.features[modality];
    const raw = await extractor.extract(item);
    if (item.kind === 'text' && extractor.transform(raw).every((value) => value === 0)) throw unknownWords(item.text);
    blocks[modality] = toBlock(run.features[modality], [raw]);
  }
  const present = Object.fromEntries(Object.keys(media).map((modality) => [modality, Uint8Array.of(1)]));
  return { ids: ['query'], blocks, present };
}

/** The embedding of one sample from its media. @returns shape `[1, width]`. @throws as {@link featuresOf} */
export async function embedMedia(run: TrainedRun, media: SampleMedia): Promise<Matrix> {
  return embed(run.model, await featuresOf(run, media), Object.keys(media));
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
