import type { GivenOptions } from '@mmae/input';
import { z } from 'zod';

const width = z.int().min(1).default(64).describe('number of components; fewer where train has fewer features or rows');
const seed = z
  .int()
  .min(0)
  .default(0)
  .describe('seed of the randomized eigensolver and of clustering')
  .meta({ 'x-default': 'seed of the experiment' });

/** Options of `pca` and `pcaFilled`. */
export const pcaOptions = z.strictObject({ width, seed });

/** Options of `pcaPerModality`. */
export const pcaPerModalityOptions = z.strictObject({
  width: width.describe('number of components of all modalities together, divided evenly among them'),
  whiten: z.boolean().default(false).describe('divide every component by its standard deviation, so that all have the same weight'),
  seed,
});

/** Options of `mcca`. */
export const mccaOptions = z.strictObject({
  width,
  ridge: z
    .number()
    .min(0)
    .optional()
    .describe('added to the variance of every feature, as a share of the mean variance of its modality')
    .meta({ 'x-default': 'chosen on validation from 0.1, 0.3, 1 and 3' }),
  power: z
    .number()
    .min(0)
    .default(0.5)
    .describe('exponent of the correlations that components are weighted by: 0.5 suits clustering, 1 suits retrieval'),
  copies: z.boolean().default(true).describe('count the augmented copies of train rows as further samples'),
  maxBlockLength: z
    .int()
    .min(1)
    .default(512)
    .describe('a modality with more features is first reduced to this many principal components')
    .meta({ unit: 'features' }),
  seed,
});

/** Options of `selfLabelledMcca`. */
export const selfLabelledMccaOptions = z.strictObject({
  ...mccaOptions.shape,
  power: z.number().min(0).default(1).describe('exponent of the correlations that components are weighted by'),
  numClusters: z
    .int()
    .min(1)
    .optional()
    .describe('number of clusters that the classifiers learn')
    .meta({ 'x-default': "that of the model's codes, or else the number with the best silhouette" }),
  l2: z
    .number()
    .min(0)
    .optional()
    .describe('weight of half the squared coefficients in the loss of the classifiers')
    .meta({ 'x-default': 'chosen on validation from 0.001, 0.003, 0.01 and 0.03' }),
});

export type PcaOptions = GivenOptions<typeof pcaOptions>;
export type PcaPerModalityOptions = GivenOptions<typeof pcaPerModalityOptions>;
export type MccaOptions = GivenOptions<typeof mccaOptions>;
export type SelfLabelledMccaOptions = GivenOptions<typeof selfLabelledMccaOptions>;
