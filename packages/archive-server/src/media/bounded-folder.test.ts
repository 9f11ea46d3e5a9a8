import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '../served.test.support.ts';
import { boundedFolder } from './bounded-folder.ts';

const root = testFolder();
let numFolders = 0;

function newFolder() {
  const folder = join(root, String(numFolders++));
  mkdirSync(folder);
  const path = (name: string) => join(folder, name);
  const write = (name: string, sizeBytes = 10) => (writeFileSync(path(name), Buffer.alloc(sizeBytes)), path(name));
  const left = () => ['a', 'b', 'c', 'd'].filter((name) => existsSync(path(name))).join('');
  return { folder, path, write, left };
}

test('files unused for longest are removed once the folder is larger than the limit', async () => {
  const { folder, path, write, left } = newFolder();
  const kept = boundedFolder(folder, 30);
  for (const name of 'abc') await kept.used(write(name));
  expect(left()).toBe('abc');
  await kept.used(path('a'));
  await kept.used(write('d'));
  expect(left()).toBe('acd');
  await kept.used(write('b', 20));
  expect(left()).toBe('bd');
});

test('files of an earlier server count, by their dates', async () => {
  const { folder, write, left } = newFolder();
  for (const [name, seconds] of [['a', 300], ['b', 100], ['c', 200]] as const) utimesSync(write(name), seconds, seconds); // prettier-ignore
  await boundedFolder(folder, 30).used(write('d'));
  expect(left()).toBe('acd');
});

test('the date of a file is that of its use, to within an hour', async () => {
  const { folder, path, write, left } = newFolder();
  let nowMs = Date.UTC(2024, 0, 1);
  const kept = boundedFolder(folder, 30, () => nowMs);
  for (const name of 'abc') await kept.used(write(name));
  nowMs += 2 * 60 * 60_000;
  await kept.used(path('a'));
  await boundedFolder(folder, 30).used(write('d'));
  expect(left()).toContain('a');
});

test('one file that is larger than the limit stays as long as it is used last', async () => {
  const { folder, write, left } = newFolder();
  const kept = boundedFolder(folder, 30);
  await kept.used(write('a', 100));
  expect(left()).toBe('a');
  await kept.used(write('b'));
  expect(left()).toBe('b');
});

test('many uses at the same time count each file once', async () => {
  const { folder, write, left } = newFolder();
  const kept = boundedFolder(folder, 30);
  const paths = [...'abc'].map((name) => write(name));
  await Promise.all([...paths, ...paths].map((path) => kept.used(path)));
  expect(left()).toBe('abc');
});
