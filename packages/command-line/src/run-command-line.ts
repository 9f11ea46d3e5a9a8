import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { toPrintable } from '@mmae/input';
import { CommandHelpShown, configureCommand } from './configure-command.ts';
import { describeFailure, exitCodes } from './exit-codes.ts';
import { progressOn, type Progress } from './progress.ts';
import { ignoreClosedPipes, type OutputStreams } from './streams.ts';

/** What a command gets in addition to its arguments and options. */
export interface CommandContext {
  /** Writes a result to stdout, with control characters escaped; JSON stays the same JSON. */
  print(text: string): void;
  /** Where everything else that a person reads goes: stderr. */
  readonly progress: Progress;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command line: parses it, runs the command, and says on stderr what went wrong.
 *
 * The first Ctrl-C or SIGTERM aborts `signal`, so that the command can save its work and end; a second one ends the process at once.
 *
 * @param define makes the command, with its subcommands, for a context
 * @param args those after the command's name
 * @returns the exit code: 0 done, 1 internal error, 2 bad input, 130 interrupted
 */
export async function runCommandLine(
  define: (context: CommandContext) => CommandUnknownOpts,
  args: readonly string[],
  streams: OutputStreams = process,
): Promise<number> {
  ignoreClosedPipes(streams);
  const progress = progressOn(streams.stderr);
  const print = (text: string) => void streams.stdout.write(toPrintable(text));
  const interruption = listenForInterruption(() =>
    progress.say('Interrupted: ending after the current step. Interrupt again to stop at once.'),
  );
  const { signal } = interruption;
  try {
    const program = define({ print, progress, signal });
    configureCommand(program, { print, columns: streams.stdout.columns });
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommandHelpShown) return exitCodes.done;
    if (signal.aborted && (error === signal.reason || (error as Error | undefined)?.name === 'AbortError')) return exitCodes.interrupted;
    const { exitCode, message } = describeFailure(error);
    progress.say(message);
    return exitCode;
  } finally {
    progress.clear();
    interruption.stop();
  }
}

/** npx repeats a Ctrl-C that the process has already received from the terminal: only a signal that comes later than this is a second one. */
const sameInterruptionMs = 1000;

function listenForInterruption(onFirst: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  let firstMs = Infinity;
  const interrupt = () => {
    if (performance.now() - firstMs > sameInterruptionMs) process.exit(exitCodes.interrupted);
    if (controller.signal.aborted) return;
    firstMs = performance.now();
    onFirst();
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return { signal: controller.signal, stop: () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt) };
}
