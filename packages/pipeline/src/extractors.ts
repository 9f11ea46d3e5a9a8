import { audioExtractor, encodedAudioExtractor } from '@mmae/audio-features';
import { encodedImageExtractor, imageExtractor } from '@mmae/image-features';
import type { Extractor, Modality } from '@mmae/samples';
import { encodedTextExtractor, textExtractor } from '@mmae/text-features';
import type { FeaturePlan, ModalityOptions } from './feature-plan.ts';
import { readyMadeExtractor } from './ready-made/ready-made-extractor.ts';

/** The extractor of each modality of a plan, not fitted yet; labels are what `maskLabels` removes from texts. */
export function makeExtractors({ modalities, media }: FeaturePlan, labels: readonly string[]): Record<Modality, Extractor> {
  return Object.fromEntries(modalities.map((modality) => [modality, makeExtractor(media[modality], labels)]));
}

function makeExtractor(plan: ModalityOptions, labels: readonly string[]): Extractor {
  if (plan.featureFile !== undefined) return readyMadeExtractor() as Extractor;
  if (plan.extractor !== undefined && plan.options?.encoder !== undefined) return makeEncodedExtractor(plan, labels) as Extractor;
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
function makeEncodedExtractor(plan: ModalityOptions & { readonly extractor: string }, labels: readonly string[]) {
  const copies = { copies: plan.augment === true };
  const options = plan.options as { readonly encoder: string };
  switch (plan.extractor) {
    case 'image':
      return encodedImageExtractor(options, copies);
    case 'audio':
      return encodedAudioExtractor(options, copies);
    case 'text':
      return encodedTextExtractor({ ...options, ...(plan.maskLabels && { maskLabels: labels }) }, copies);
  }
}

/** How a cell of the manifest is to be read for each modality of a plan. */
export function mediaKinds({ modalities, media }: FeaturePlan): Record<Modality, 'file' | 'text'> {
  return Object.fromEntries(modalities.map((modality) => [modality, media[modality].extractor === 'text' ? 'text' : 'file']));
}
