import { readEncoder, type EncoderDescription } from '@mmae/encoders';
import type { Modality } from '@mmae/samples';
import type { FeaturePlan } from './feature-plan.ts';

/** The pretrained encoder of a modality: what it is, and what it has seen. */
export interface UsedEncoder extends Pick<EncoderDescription, 'licence' | 'source' | 'trainedOn' | 'labelsSeen'> {
  readonly name: string;
  readonly sha256: string;
}

/** The encoders of a plan by modality; empty where all features are computed without one. @throws InputError if one is not set up or not described */
export function encodersOf({ modalities, media }: FeaturePlan): Record<Modality, UsedEncoder> {
  return Object.fromEntries(
    modalities.flatMap((modality) => {
      const { extractor, featureFile, options } = media[modality];
      if (extractor === undefined || featureFile !== undefined || options?.encoder === undefined) return [];
      const { name, sha256, description } = readEncoder(options.encoder, extractor);
      const { licence, source, trainedOn, labelsSeen } = description;
      return [[modality, { name, sha256, licence, source, trainedOn, labelsSeen }]];
    }),
  );
}
