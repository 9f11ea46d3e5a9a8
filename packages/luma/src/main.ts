import { mmaeLuma } from './command/mmae-luma.ts';

/** A terminal may send its Ctrl-C twice, to us and through npx: only a signal that comes later than this ends the command at once. */
const secondWishMs = 1000;

/** Runs `mmae-luma` in this process: an interruption ends what is under way, and the exit code says how it went. */
export async function main(args = process.argv.slice(2)): Promise<void> {
  const interruption = new AbortController();
  let askedMs = Infinity;
  const interrupt = () => {
    if (performance.now() - askedMs > secondWishMs) process.exit(130);
    if (!interruption.signal.aborted) askedMs = performance.now();
    interruption.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  process.exitCode = await mmaeLuma(args, process, interruption.signal);
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
}

/** What is piped into `head` is not wanted to its end: that is no failure. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}
