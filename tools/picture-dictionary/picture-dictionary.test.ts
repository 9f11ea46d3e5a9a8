import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the command. @returns its exit status and what it wrote to stderr */
function run(...args: string[]): Promise<[status: number | string | null | undefined, stderr: string]> {
  const command = ['--import', './tools/run-sources/register.mjs', 'tools/picture-dictionary/picture-dictionary.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root }, (error, _stdout, stderr) => resolve([error ? error.code : 0, stderr]));
  });
}

test('a folder with a corpus of another seed is refused before anything is downloaded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dictionary-'));
  writeFileSync(join(folder, 'seed.txt'), '5');
  const [status, stderr] = await run(folder, '--seed', '6');
  rmSync(folder, { recursive: true });
  expect(stderr).toContain(`${folder} has a corpus of seed 5, and this is seed 6. Choose another folder.`);
  expect(status).not.toBe(0);
});
