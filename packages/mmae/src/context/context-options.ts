import { resolveOptions, type Options } from '@mmae/input';
import { z } from 'zod';
import type { Written } from '../options.ts';

/** Options of a context encoder and of its training. */
export const contextOptions = z.strictObject({
  window: z
    .int()
    .min(2)
    .max(512)
    .default(64)
    .describe('shots that a shot is seen among, at most; longer sequences are read in windows that overlap')
    .meta({ unit: 'shots' }),
  layers: z.int().min(1).default(1).describe('layers of attention'),
  heads: z.int().min(1).default(4).describe('heads of each layer'),
  width: z.int().min(1).default(64).describe('width of the layers, a multiple of `heads`'),
  dropout: z.number().min(0).lt(1).default(0.1).describe('probability that a unit is left out of a training step'),
  hiddenShare: z.number().gt(0).lte(1).default(0.3).describe('share of the shots of a window that are reconstructed in a step'),
  epochs: z.int().min(1).default(60).describe('passes over the shots of train').meta({ unit: 'epochs' }),
  minSteps: z.int().min(0).default(600).describe('minimum number of steps; a small train gets more epochs').meta({ unit: 'steps' }),
  batchSize: z.int().min(1).default(256).describe('shots per step, about').meta({ unit: 'shots' }),
  learningRate: z.number().positive().default(3e-3).describe('learning rate, lowered to 0 along a cosine'),
  weightDecay: z.number().min(0).default(0.01).describe('decoupled weight decay, as in AdamW'),
});

export type ContextOptions = Options<typeof contextOptions>;

/** The options of a context encoder with every default filled in. @throws InputError for a value that breaks its rule and for an unknown key */
export function resolveContextOptions(written: Written<ContextOptions> = {}): ContextOptions {
  return resolveOptions('context', contextOptions, written);
}
