import { exitCodeOf } from './exit-code.ts';
import { progressOn } from './progress.ts';

/** The command `mmae-train`. A manifest is written without loading a tensor library, and a training runs without what reads captions. */
export async function mmaeTrain(args = process.argv.slice(2)): Promise<void> {
  process.stdout.off('error', ignoreClosedPipe).on('error', ignoreClosedPipe);
  if (args[0] !== 'manifest') return (await import('./main.ts')).mmaeTrain(args);
  const { manifestCommand } = await import('./manifest.ts');
  process.exitCode = await exitCodeOf((signal) => manifestCommand(args.slice(1), { progress: progressOn(process.stderr), signal }));
}

/** Whoever reads the list (`| head -1`) may have read enough of it: what the command is for is on disk all the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
