import { mmaeLuma } from './command/mmae-luma.ts';

/** Runs `mmae-luma` in this process: an interruption ends what is under way, and the exit code says how it went. */
export async function main(args = process.argv.slice(2)): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  process.exitCode = await mmaeLuma(args, process, interruption.signal);
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
}
