// A few damaged files of every kind; `npm run fuzz` tries many more.
import { jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles, checkTarget } from './check-target.ts';
import { targets } from './targets/index.ts';

jest.setTimeout(600_000); // half a minute on a quiet machine, one of them trains

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'mmae-fuzz-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const few: Record<string, number> = { runFolder: 4, luma: 8 };

test.each(Object.keys(targets))('%s: damaged files give a result or a documented error', async (name) => {
  mkdirSync(join(folder, name));
  const target = await targets[name](join(folder, name));
  expect(await checkFiles(target)).toBeUndefined();
  expect(await checkTarget(target, { seed: 1, numRuns: few[name] ?? 60 })).toBeUndefined();
});
