import type { GivenOptions, Options } from '@mmae/input';
import { shotOptions } from '@mmae/shots';
import { z } from 'zod';

/** Options of the learned shot detector. */
export const learnedShotOptions = z.strictObject({
  framesPerSecond: shotOptions.shape.framesPerSecond,
  minScore: shotOptions.shape.minScore,
  numThreads: z.int().min(0).max(256).default(0).describe('threads that compute; 0 for one a processor core'),
});

export type LearnedShotOptions = Options<typeof learnedShotOptions>;
export type LearnedShotDetectorOptions = GivenOptions<typeof learnedShotOptions>;
