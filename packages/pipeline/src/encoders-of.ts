import { readEncoder, type EncoderDescription } from '@mmae/encoders';
import type { Modality } from '@mmae/samples';
import type { FeaturePlan, ModalityOptions } from './feature-plan.ts';

/** The pretrained encoder of a modality: what it is, and what it has seen. */
export interface UsedEncoder extends Pick<EncoderDescription, 'licence' | 'source' | 'trainedOn' | 'labelsSeen'> {
  readonly name: string;
  readonly sha256: string;
}

/** The encoder that a modality's options name. */
export const encoderOf = ({ options }: ModalityOptions): string | undefined =>
  (options as { readonly encoder?: string } | undefined)?.encoder;

/** The encoders of a plan by modality; empty where all features are computed without one. @throws InputError if one is not set up or not described */
export function encodersOf({ modalities, media }: FeaturePlan): Record<Modality, UsedEncoder> {
  return Object.fromEntries(
    modalities.flatMap((modality) => {
      const { extractor, featureFile } = media[modality];
      const encoder = encoderOf(media[modality]);
      if (extractor === undefined || featureFile !== undefined || encoder === undefined) return [];
      const { name, sha256, description } = readEncoder(encoder, extractor as Parameters<typeof readEncoder>[1]);
      const { licence, source, trainedOn, labelsSeen } = description;
      return [[modality, { name, sha256, licence, source, trainedOn, labelsSeen }]];
    }),
  );
}
