import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';

/** Options of `readFilm`. */
export const readOptions = z.strictObject({
  frameWidth: z.int().min(8).max(4096).default(48).describe('width of the frames, which keep no aspect').meta({ unit: 'pixels' }),
  frameHeight: z.int().min(8).max(4096).default(27).describe('height of the frames').meta({ unit: 'pixels' }),
  stillWidth: z
    .int()
    .min(16)
    .max(8192)
    .default(448)
    .describe('width of the still candidates, whose height follows from the display aspect; never wider than the film')
    .meta({ unit: 'pixels' }),
  stillIntervalSeconds: z
    .number()
    .positive()
    .max(3600)
    .default(0.5)
    .describe('time from one still candidate to the next')
    .meta({ unit: 'seconds' }),
  audio: z
    .union([z.enum(['mix', 'none']), z.int().min(0), z.string().min(2)])
    .default('mix')
    .describe('`mix`: the mean of all tracks; `none`; the index of one track; or a language, such as `deu`'),
});

export type ReadOptions = Options<typeof readOptions>;
export type GivenReadOptions = GivenOptions<typeof readOptions>;
