import { exitCodeOf } from './exit-code.ts';
import { progressOn } from './progress.ts';

/** The command `mmae-train`. A manifest is written without loading a tensor library, and a training runs without what reads captions. */
export async function mmaeTrain(args = process.argv.slice(2)): Promise<void> {
  if (args[0] !== 'manifest') return (await import('./main.ts')).mmaeTrain(args);
  const { manifestCommand } = await import('./manifest.ts');
  process.exitCode = await exitCodeOf((signal) => manifestCommand(args.slice(1), { progress: progressOn(process.stderr), signal }));
}
