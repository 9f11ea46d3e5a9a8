import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';
import { defaultMaxPixels } from './decoding/decode-image.ts';
import { encodedImageOptions } from './encoded-image-options.ts';

/** Options of the image extractor. */
export const imageOptions = z
  .strictObject({
    encoder: encodedImageOptions.shape.encoder.optional(),
    size: z
      .int()
      .min(8)
      .multipleOf(4)
      .default(32)
      .describe('side length of the square that every image is resized to')
      .meta({ unit: 'pixels' }),
    features: z
      .array(z.enum(['pixels', 'colourStatistics', 'hog', 'colourGrid']))
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'a list without repetitions')
      .default(['hog', 'colourGrid'])
      .describe('kinds of features, concatenated in this order')
      .meta({ uniqueItems: true }),
    aspect: z
      .enum(['stretch', 'crop'])
      .default('stretch')
      .describe('how an image becomes square: `stretch` keeps all of it, `crop` keeps the middle of the longer side'),
    shiftPixels: z
      .int()
      .min(1)
      .optional()
      .describe('how far augmented copies are shifted in each direction; less than `size`')
      .meta({ unit: 'pixels', 'x-default': '`size` / 16, rounded' }),
    maxPixels: z
      .int()
      .min(1)
      .default(defaultMaxPixels)
      .describe('images with more pixels are refused before they are decoded')
      .meta({ unit: 'pixels' }),
  })
  .transform((options) => ({ ...options, shiftPixels: options.shiftPixels ?? Math.round(options.size / 16) }))
  .refine(({ size, shiftPixels }) => shiftPixels < size, { path: ['shiftPixels'], error: 'less than size' });

export type ImageOptions = Options<typeof imageOptions>;
export type ImageExtractorOptions = GivenOptions<typeof imageOptions>;
export type ImageFeature = ImageOptions['features'][number];
