import { ManifestError } from '@mmae/samples';
import { RunFolderError } from '@mmae/run-folder';
import { UsageError } from './usage-error.ts';

/** Ends a command as the shell expects: 0 done, 1 our failure, 2 usage or input, 130 interrupted. What went wrong is said on stderr. */
export async function exitCodeOf(command: (signal: AbortSignal) => Promise<void>): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    await command(interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    const isInput =
      error instanceof UsageError || error instanceof ManifestError || error instanceof RunFolderError || error instanceof RangeError;
    process.stderr.write(`${isInput ? (error as Error).message : (error as Error).stack}\n`);
    return isInput ? 2 : 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
