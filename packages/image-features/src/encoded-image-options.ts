import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';
import { defaultMaxPixels } from './decoding/decode-image.ts';

/** Options of the extractor of embeddings. */
export const encodedImageOptions = z.strictObject({
  encoder: z
    .string()
    .describe('a pretrained encoder in place of `features`: `efficientnet-lite0`, or the path of an .onnx file with its description'),
  aspect: z
    .enum(['stretch', 'crop'])
    .default('crop')
    .describe('how an image becomes square: `stretch` keeps all of it, `crop` keeps the middle of the longer side'),
  shiftPixels: z.int().min(1).optional().describe('how far augmented copies are shifted').meta({ unit: 'pixels', 'x-default': 'the size that the encoder takes / 16' }), // prettier-ignore
  maxPixels: z
    .int()
    .min(1)
    .default(defaultMaxPixels)
    .describe('images with more pixels are refused before they are decoded')
    .meta({ unit: 'pixels' }),
});

export type EncodedImageOptions = Options<typeof encodedImageOptions>;
export type EncodedImageExtractorOptions = GivenOptions<typeof encodedImageOptions>;
