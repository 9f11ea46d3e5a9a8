import { ManifestError } from '@mmae/samples';
import { RunFolderError } from '@mmae/run-folder';
import { UsageError } from './usage-error.ts';

/** A terminal may send its Ctrl-C twice, to us and through npx: only a signal that comes later than this is a second wish. */
const secondWishMs = 1000;

/**
 * Ends a command as the shell expects: 0 done, 1 our failure, 2 usage or input, 130 interrupted. What went wrong is said on stderr.
 *
 * The first SIGINT or SIGTERM asks the command to save and end, a second one ends it as it stands.
 */
export async function exitCodeOf(command: (signal: AbortSignal) => Promise<void>): Promise<number> {
  const interruption = new AbortController();
  let askedMs = Infinity;
  const interrupt = () => {
    if (performance.now() - askedMs > secondWishMs) process.exit(130);
    if (interruption.signal.aborted) return;
    askedMs = performance.now();
    process.stderr.write('\ninterrupted: ending after the work in hand; once more ends it at once\n');
    interruption.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    await command(interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted && error === interruption.signal.reason) return 130;
    process.stderr.write(`${isInput(error) ? error.message : ((error as Error).stack ?? String(error))}\n`);
    return isInput(error) ? 2 : 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Errors that say what was expected are of what we were given; all others are our own. */
function isInput(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof ManifestError || error instanceof RunFolderError) return true;
  return error instanceof Error && /^[\w. -]+: expected /.test(error.message);
}
