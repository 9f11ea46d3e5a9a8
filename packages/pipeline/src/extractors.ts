import { audioExtractor } from '@mmae/audio-features';
import { imageExtractor } from '@mmae/image-features';
import type { Extractor, Modality } from '@mmae/samples';
import { textExtractor } from '@mmae/text-features';
import { extractingRoom, type FeaturePlan, type ModalityOptions } from './feature-plan.ts';
import { readyMadeExtractor } from './ready-made/ready-made-extractor.ts';

/** The extractor of each modality of a plan, not fitted yet; labels are what `maskLabels` removes from texts. */
export function makeExtractors({ modalities, media }: FeaturePlan, labels: readonly string[]): Record<Modality, Extractor> {
  return Object.fromEntries(modalities.map((modality) => [modality, makeExtractor(media[modality], labels)]));
}

function makeExtractor(plan: ModalityOptions, labels: readonly string[]): Extractor {
  const { options = {}, maskLabels } = plan;
  const room = extractingRoom(plan);
  if (room === 'image') return imageExtractor(options) as Extractor;
  if (room === 'audio') return audioExtractor(options) as Extractor;
  if (room === 'text') return textExtractor({ ...options, ...(maskLabels && { maskLabels: labels }) }) as Extractor;
  return readyMadeExtractor() as Extractor;
}

/** How a cell of the manifest is to be read for each modality of a plan. */
export function mediaKinds({ modalities, media }: FeaturePlan): Record<Modality, 'file' | 'text'> {
  return Object.fromEntries(modalities.map((modality) => [modality, media[modality].room === 'text' ? 'text' : 'file']));
}
