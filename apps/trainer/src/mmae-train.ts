import { exitCodeOf } from './exit-code.ts';
import { manifestCommand } from './manifest.ts';
import { progressOn } from './progress.ts';

/** The command `mmae-train`. No tensor library is loaded for a manifest. */
export async function mmaeTrain(args = process.argv.slice(2)): Promise<void> {
  if (args[0] !== 'manifest') return (await import('./main.ts')).mmaeTrain(args);
  process.exitCode = await exitCodeOf((signal) => manifestCommand(args.slice(1), { progress: progressOn(process.stderr), signal }));
}
