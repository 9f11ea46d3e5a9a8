import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadCommand, expectPinned, fetchPackage } from './fetch-packages.ts';
import { sourcePackages } from './packages.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'packages-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const { wordnet, noto } = sourcePackages;

test('packages are downloaded by the client of their registry', () => {
  expect(downloadCommand(wordnet)).toEqual(['apt-get', 'download', 'wordnet-base=1:3.0-37']);
  expect(downloadCommand(noto)).toEqual(['npm', 'pack', 'emoji-datasource-google@16.0.0', '--silent']);
});

test('another file than the pinned one is refused, with what to do', async () => {
  const file = join(folder, wordnet.file);
  writeFileSync(file, 'another');
  await expect(fetchPackage(wordnet, folder)).rejects.toThrow(
    /expected sha-256 61060d96\w+, got \w{64}\. Run `apt-get download wordnet-base=1:3\.0-37` on Debian 12, and put wordnet-base_1%3a3\.0-37_all\.deb into the folder\./,
  );
  await expect(expectPinned(wordnet, join(folder, 'none.deb'))).rejects.toThrow('got no such file');
});

test('a package that was unpacked before is not fetched again', async () => {
  const unpacked = join(folder, 'emoji-datasource-google-16.0.0');
  mkdirSync(unpacked);
  expect(await fetchPackage(noto, folder)).toBe(unpacked);
});
