import type { GivenOptions } from '@mmae/input';
import { z } from 'zod';
import { imageCorruptions } from './images/corruptions.ts';
import { textErrors } from './texts/text-errors.ts';
import { defaultSeed, defaultSplits, toolFaults } from './uncertainty.ts';

const share = z.number().min(0).max(1);

/** How LUMA is made uncertain. Steps without a value are not applied. */
export const uncertaintyOptions = z.strictObject({
  seed: z.int().min(0).default(defaultSeed).describe('seed of everything that is drawn'),
  splits: z
    .array(z.enum(['train', 'validation', 'test', 'ood']))
    .default([...defaultSplits])
    .describe('splits that get noise and switched labels'),
  images: z
    .strictObject({
      share: share.describe('share of the images that get one corruption'),
      severity: z.literal([1, 2, 3, 4, 5]),
      kinds: z.array(z.enum(imageCorruptions)).min(1).optional().meta({ 'x-default': 'all' }),
    })
    .optional(),
  audio: z
    .strictObject({
      share: share.describe('share of the clips that get noise'),
      snrDb: z
        .tuple([z.number(), z.number()])
        .refine(([min, max]) => min <= max, 'two numbers, the lower first')
        .describe('range of the random signal-to-noise ratio')
        .meta({ unit: 'dB' }),
      backgrounds: z.string().optional().describe('folder of WAV files to take the noise from').meta({ 'x-default': 'pink noise' }),
    })
    .optional(),
  texts: z
    .strictObject({
      share: share.describe('share of the texts that get errors of one kind'),
      kinds: z.array(z.enum(textErrors)).min(1).optional().meta({ 'x-default': 'all' }),
    })
    .optional(),
  labelNoise: share.optional().describe('share of samples whose label becomes that of the nearest other class'),
  conflict: share.optional().describe('share of the test samples of each class that get one modality of the next class'),
  compactness: z
    .strictObject({ image: z.number().positive(), audio: z.number().positive(), text: z.number().positive() })
    .partial()
    .optional()
    .describe('how strongly the train rows drawn from the pool concentrate on the centre of their class, by modality'),
  asTool: z.array(z.enum(toolFaults)).optional().describe("faults of LUMA's own tool to repeat"),
});

export type Uncertainty = GivenOptions<typeof uncertaintyOptions>;
