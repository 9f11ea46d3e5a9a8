import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openArchive } from './open-archive.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const numRounds = Number(process.env.MMAE_KILL_ROUNDS ?? 6);

/** Lets the worker run for a while from its first decision, and kills it. @returns the ids of decisions that it was told are kept */
async function killAfter(folder: string, milliseconds: number): Promise<readonly string[]> {
  const register = fromHere('../../../tools/run-sources/register.mjs');
  const worker = spawn(process.execPath, ['--import', register, fromHere('./killed-worker.test.support.ts'), folder]);
  let printed = '';
  let failed = '';
  worker.stdout.on('data', (text) => (printed += text));
  worker.stderr.on('data', (text) => (failed += text));
  const closed = once(worker, 'close');
  await Promise.race([once(worker.stdout, 'data'), closed]);
  await setTimeout(milliseconds);
  worker.kill('SIGKILL');
  await closed;
  expect(failed).toBe('');
  return Array.from(printed.matchAll(/^decided (\S+)$/gm), ([, id]) => id!);
}

test(`an archive whose writer is killed ${numRounds} times is intact and has every decision`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-killed-'));
  const kept: string[] = [];
  for (let round = 0; round < numRounds; round++) {
    kept.push(...(await killAfter(folder, (round * 37) % 100)));
    const archive = openArchive(folder);
    expect(archive.check()).toEqual([]);
    const ids = archive.decisionsSince(0, 1e6).map(({ id }) => id);
    expect(kept.filter((id) => !ids.includes(id))).toEqual([]);
    archive.close();
  }
  expect(kept.length).toBeGreaterThanOrEqual(numRounds);
  expect(existsSync(join(folder, 'archive.sqlite'))).toBe(true);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `archive.sqlite${suffix}`), { force: true });
  const rebuilt = openArchive(folder, { create: true });
  expect(kept.filter((id) => !rebuilt.decisionsSince(0, 1e6).some((decision) => decision.id === id))).toEqual([]);
  expect(readFileSync(join(folder, 'decisions.jsonl'), 'utf8').endsWith('\n')).toBe(true);
  rebuilt.close();
  rmSync(folder, { recursive: true });
});
