import { consensusEmbedding } from '@mmae/clustering';
import type { FindLatents } from '@mmae/mmae';
import { z } from 'zod';
import type { Experiment } from './experiment.ts';

/** How the latents that a last stage learns are made of those of the stage before. */
export const latentOptions = z
  .strictObject({
    numNeighbours: z.int().min(1).optional().describe('nearest neighbours of a train sample, by cosine').meta({ 'x-default': '10' }),
    numSmoothings: z
      .int()
      .min(0)
      .optional()
      .describe('how many times the latent of each train sample is averaged with those of its neighbours')
      .meta({ 'x-default': '2' }),
    ownWeight: z
      .number()
      .min(0)
      .optional()
      .describe('how much of its own latent is added to the average, so that what distinguishes it from its neighbours is learnt too')
      .meta({ 'x-default': '0.5' }),
  })
  .describe('how the latents that a last stage learns are made of those of the stage before');

/**
 * Finds the latents that a last stage learns: those of the stage before, centred, scaled to length 1, and smoothed over the graph of nearest
 * neighbours, to which its own latent is added. No labels and no number of clusters are used.
 */
export function findLatentsOf({ latents = {} }: Pick<Experiment, 'latents'>): FindLatents {
  return (embeddings) => {
    const numNeighbours = Math.min(latents.numNeighbours ?? 10, embeddings[0].numRows - 1);
    return consensusEmbedding(embeddings, { numNeighbours, numSmoothings: latents.numSmoothings, ownWeight: latents.ownWeight ?? 0.5 });
  };
}
