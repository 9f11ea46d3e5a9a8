import type { Archive } from '@mmae/archive-store';
import type { CommandContext } from '@mmae/command-line';
import type { AssetWriter } from './asset-writer.ts';
import type { RunningJob } from '../job.ts';

/** What adding a folder or a manifest works with. */
export interface AddContext extends Pick<CommandContext, 'progress' | 'signal'> {
  readonly archive: Archive;
  readonly writer: AssetWriter;
  readonly job: RunningJob;
}
