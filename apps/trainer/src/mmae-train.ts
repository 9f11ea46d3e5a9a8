import { exitCodeOf } from './exit-code.ts';
import { progressOn } from './progress.ts';

/** The command `mmae-train`. What needs no tensor library runs without loading one, and a training runs without what reads captions. */
export async function mmaeTrain(args = process.argv.slice(2)): Promise<void> {
  const [command, ...rest] = args;
  if (command === 'manifest') {
    const { manifestCommand } = await import('./manifest.ts');
    process.exitCode = await exitCodeOf((signal) => manifestCommand(rest, { progress: progressOn(process.stderr), signal }));
  } else if (command === 'cache') {
    const { cacheCommand } = await import('./cache-command.ts');
    process.exitCode = await exitCodeOf(async () => void process.stdout.write(cacheCommand(rest)));
  } else {
    await (await import('./main.ts')).mmaeTrain(args);
  }
}
