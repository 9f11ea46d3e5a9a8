import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';

/** Options of the extractor of embeddings. */
export const encodedAudioOptions = z.strictObject({
  encoder: z
    .string()
    .describe('a pretrained encoder in place of `features`: `whisper-tiny.en`, or the path of an .onnx file with its description'),
  trimSilenceDb: z
    .number()
    .positive()
    .nullable()
    .default(35)
    .describe('silence at both ends is cut: what is more than this below the loudest 10 ms; `null` cuts nothing')
    .meta({ unit: 'dB' }),
});

export type EncodedAudioOptions = Options<typeof encodedAudioOptions>;
export type EncodedAudioExtractorOptions = GivenOptions<typeof encodedAudioOptions>;
