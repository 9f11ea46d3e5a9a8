import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Archive } from './archive.ts';
import { film, shot } from './fixtures.test.support.ts';
import { openArchive } from './open-archive.ts';

const workerPath = fileURLToPath(new URL('./killed-worker.test.support.ts', import.meta.url));
const registerPath = fileURLToPath(new URL('../../../tools/run-sources/register.mjs', import.meta.url));
const numRounds = Number(process.env.MMAE_KILL_ROUNDS ?? 6);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'archive-killed-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Lets a worker run for a while from its first decision, and kills it. @returns the ids of decisions that it was told are kept */
async function killAfter(milliseconds: number, ...mode: string[]): Promise<readonly string[]> {
  const worker = spawn(process.execPath, ['--import', registerPath, workerPath, folder, ...mode]);
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

function allIds(archive: Archive): ReadonlySet<string> {
  return new Set(archive.decisionsSince(0, 1e6).map(({ id }) => id));
}

function expectIntact(kept: readonly string[]): void {
  const archive = openArchive(folder);
  expect(archive.check()).toEqual([]);
  const ids = allIds(archive);
  expect(kept.filter((id) => !ids.has(id))).toEqual([]);
  archive.close();
}

test(`an archive whose writer is killed ${numRounds} times is intact and has every decision`, async () => {
  const kept: string[] = [];
  for (let round = 0; round < numRounds; round++) {
    kept.push(...(await killAfter((round * 37) % 100)));
    expectIntact(kept);
  }
  expect(kept.length).toBeGreaterThanOrEqual(numRounds);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `archive.sqlite${suffix}`), { force: true });
  openArchive(folder, { create: true }).close();
  expectIntact(kept);
});

test('two processes that decide at once lose nothing and number their decisions in one order', async () => {
  const archive = openArchive(folder, { create: true });
  archive.putAsset(film('a'), Array.from({ length: 20 }, (_, i) => shot(i * 10, i * 10 + 10))); // prettier-ignore
  archive.close();
  const kept = await Promise.all([killAfter(600, 'decide'), killAfter(800, 'decide')]);
  expect(kept.map(({ length }) => length > 1)).toEqual([true, true]);
  expectIntact(kept.flat());
  const logged = readFileSync(join(folder, 'decisions.jsonl'), 'utf8').trim().split('\n');
  expect(logged.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(logged.map((_, i) => i + 1));
});
