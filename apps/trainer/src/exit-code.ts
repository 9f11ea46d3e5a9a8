import { toPrintable } from '@mmae/input';
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
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners('error').includes(ignoreClosedPipe)) stream.on('error', ignoreClosedPipe);
  try {
    await command(interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted && error === interruption.signal.reason) return 130;
    const { message, isInput } = toSentence(error);
    process.stderr.write(`${toPrintable(message)}\n`);
    return isInput ? 2 : 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** What is piped into `head` is not wanted to its end: that is no failure, and what the command does on disk goes on. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}

/** Errors that say what was expected, or that the system gave for a path, are of what we were given; all others are our own. */
function toSentence(error: unknown): { readonly message: string; readonly isInput: boolean } {
  const { message = String(error), stack = message, syscall, path } = Object(error) as NodeJS.ErrnoException;
  const isOurs = error instanceof UsageError || error instanceof ManifestError || error instanceof RunFolderError;
  if (isOurs || /^[\w. -]+: expected /.test(message)) return { message, isInput: true };
  if (syscall !== undefined && path !== undefined)
    return { message: `expected access to ${path}, got ${message}. Give it, or name another.`, isInput: true };
  return { message: stack, isInput: false };
}
