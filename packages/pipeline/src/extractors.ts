import { audioExtractor, encodedAudioExtractor } from '@mmae/audio-features';
import { encodedImageExtractor, imageExtractor } from '@mmae/image-features';
import type { Extractor, Modality } from '@mmae/samples';
import { encodedTextExtractor, textExtractor } from '@mmae/text-features';
import { encoderOf } from './encoders-of.ts';
import type { FeaturePlan, ModalityOptions } from './feature-plan.ts';
import { readyMadeExtractor } from './ready-made/ready-made-extractor.ts';

/** The extractor of each modality of a plan, not fitted yet; labels are what `maskLabels` removes from texts. */
export function makeExtractors({ modalities, media }: FeaturePlan, labels: readonly string[]): Record<Modality, Extractor> {
  return Object.fromEntries(modalities.map((modality) => [modality, makeExtractor(media[modality], labels)]));
}

function makeExtractor(plan: ModalityOptions, labels: readonly string[]): Extractor {
  if (plan.featureFile !== undefined) return readyMadeExtractor() as Extractor;
  if (encoderOf(plan) !== undefined) return makeEncodedExtractor(plan, labels) as Extractor;
  switch (plan.extractor) {
    case 'image':
      return imageExtractor(plan.options) as Extractor;
    case 'audio':
      return audioExtractor(plan.options) as Extractor;
    case 'text':
      return textExtractor({ ...plan.options, ...(plan.maskLabels && { maskLabels: labels }) }) as Extractor;
    case undefined:
      return readyMadeExtractor() as Extractor;
  }
}

/** Options that do not go with an encoder are refused. */
function makeEncodedExtractor(plan: ModalityOptions, labels: readonly string[]) {
  const copies = { copies: plan.augment === true };
  const options = plan.options as { readonly encoder: string };
  if (plan.extractor === 'image') return encodedImageExtractor(options, copies);
  if (plan.extractor === 'audio') return encodedAudioExtractor(options, copies);
  return encodedTextExtractor({ ...options, ...(plan.maskLabels && { maskLabels: labels }) }, copies);
}

/** How a cell of the manifest is to be read for each modality of a plan. */
export function mediaKinds({ modalities, media }: FeaturePlan): Record<Modality, 'file' | 'text'> {
  return Object.fromEntries(modalities.map((modality) => [modality, media[modality].extractor === 'text' ? 'text' : 'file']));
}
