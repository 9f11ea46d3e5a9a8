import { execFileSync } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandRow } from '../row.ts';
import { command, workspace } from '../../tools/src/workspace.ts';

/** The reporter as published: built, without its sources. */
export const row: CommandRow = {
  title: '`mmae-report --help`, whole process, from the built package',
  target: 6,
  async commands(folder) {
    build();
    const built = join(folder, 'reporter');
    await rm(built, { recursive: true, force: true });
    for (const part of ['package.json', 'bin', 'dist', 'assets'])
      await cp(join(workspace, 'apps/reporter', part), join(built, part), { recursive: true });
    return {
      ours: [process.execPath, join(built, 'bin/mmae-report.js'), '--help'],
      peer: [process.execPath, '-e', '0'],
      peerName: '`node -e 0`',
    };
  },
};

function build(): void {
  try {
    execFileSync(...command('tsc', '--build', 'apps/reporter'), { cwd: workspace, stdio: 'pipe' });
  } catch (error) {
    const [first] = (error as { stdout: Buffer }).stdout.toString().split('\n');
    throw new Error(`report-help: expected apps/reporter to build, got "${first}". Fix the build, or name other rows.`, { cause: error });
  }
}
