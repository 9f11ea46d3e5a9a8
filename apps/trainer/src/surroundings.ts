import type { Progress } from './progress.ts';

/** What every command of the trainer needs beside its experiment. */
export interface Surroundings {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly verify?: boolean;
  /** between two checkpoints; the model's own where it is not given */
  readonly checkpointSeconds?: number;
}
