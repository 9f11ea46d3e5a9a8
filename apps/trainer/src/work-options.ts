import type { WorkContext } from '@mmae/pipeline';

/** How the trainer works, in addition to what it trains. */
export interface WorkOptions extends WorkContext {
  /** compares the contents of media files with what was extracted before, instead of trusting size and time */
  readonly verify?: boolean;
  /** seconds between two checkpoints; the default of the model unless given */
  readonly checkpointSeconds?: number;
}
