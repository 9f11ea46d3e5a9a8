import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';

/** Options of the shot detector. */
export const shotOptions = z.strictObject({
  framesPerSecond: z
    .number()
    .min(1)
    .max(1000)
    .default(25)
    .describe('frame rate of the film, its mean where the rate varies')
    .meta({ unit: 'frames per second' }),
  minScore: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('transitions with a lower score are not reported: a lower value finds more transitions, and more of them wrong'),
});

export type ShotOptions = Options<typeof shotOptions>;
export type ShotDetectorOptions = GivenOptions<typeof shotOptions>;
