import { execFileSync } from 'node:child_process';

/** What follows on new files: npm links a new room, references and pictures are drawn anew, and the public surface is reported. */
export function finish(folder: string, { isNewRoom }: { readonly isNewRoom: boolean }): void {
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (isNewRoom) {
    run('npm', 'install', '--prefer-offline');
    run('npx', 'nx', 'sync');
    run('npm', 'run', 'docs', '--', '--graph');
  }
  run('npm', 'run', 'build');
  run('npm', 'run', 'api');
}
