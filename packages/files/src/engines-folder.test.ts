import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginesFolder, expectRecordedSizes, fileSizes, recordFileSizes } from './index.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-sizes-'))));
afterEach(() => rm(folder, { recursive: true }));

test('a folder is complete until one of its files changes its size', async () => {
  expect(() => expectRecordedSizes(folder)).toThrow(/^incomplete: .*sizes\.json is missing or unreadable$/);
  await mkdir(join(folder, 'lib'));
  await writeFile(join(folder, 'lib', 'a.so'), 'library');
  expect(await fileSizes(folder)).toEqual({ [join('lib', 'a.so')]: 7 });
  await recordFileSizes(folder);
  expect(() => expectRecordedSizes(folder)).not.toThrow();
  await truncate(join(folder, 'lib', 'a.so'), 3);
  expect(() => expectRecordedSizes(folder)).toThrow(/^damaged: .*a\.so has 3 bytes instead of 7$/);
  await rm(join(folder, 'lib', 'a.so'));
  expect(() => expectRecordedSizes(folder)).toThrow(/^damaged: .*a\.so is missing$/);
});

test('MMAE_ENGINES names the folder', () => {
  const before = process.env.MMAE_ENGINES;
  process.env.MMAE_ENGINES = folder;
  expect(enginesFolder()).toBe(folder);
  delete process.env.MMAE_ENGINES;
  expect(enginesFolder()).toMatch(/mmae[\\/]engines$/);
  if (before !== undefined) process.env.MMAE_ENGINES = before;
});
