import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, fetchNpmArchive, runCommand, unpackNpmArchive } from './index.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-npm-'))));
afterEach(() => rm(folder, { recursive: true }));

test('an archive is accepted by its digest, and the wanted part of it is unpacked', async () => {
  await mkdir(join(folder, 'package/bin'), { recursive: true });
  await writeFile(join(folder, 'package/bin/thing.node'), 'library');
  await writeFile(join(folder, 'package/index.js'), 'script');
  const file = join(folder, 'thing-1.0.0.tgz');
  await runCommand('tar', ['-czf', file, '-C', folder, 'package']);
  const archive = { name: 'thing', version: '1.0.0', sha512: await digestOf(file, 'sha512', 'base64') };
  const target = join(folder, 'target');
  await mkdir(target);
  await unpackNpmArchive(await fetchNpmArchive(archive, target, folder), ['bin'], target);
  expect(await readFile(join(target, 'package/bin/thing.node'), 'utf8')).toBe('library');
  expect(existsSync(join(target, 'package/index.js'))).toBe(false);
  await expect(unpackNpmArchive(file, ['lib'], target)).rejects.toThrow(/^tar could not unpack .*thing-1\.0\.0\.tgz: /);
});

test('an archive with other contents is refused with the command that downloads the right one', async () => {
  const file = join(folder, 'thing-1.0.0.tgz');
  await writeFile(file, 'other');
  await expect(fetchNpmArchive({ name: 'thing', version: '1.0.0', sha512: 'abc' }, folder, file)).rejects.toThrow(
    /thing-1\.0\.0\.tgz is not the pinned archive: expected sha512 abc, got \S+==\. Get it with: npm pack thing@1\.0\.0\.$/,
  );
  await expect(fetchNpmArchive({ name: '@scope/thing', version: '2.0.0', sha512: 'abc' }, folder, folder)).rejects.toThrow(
    /got .*\/scope-thing-2\.0\.0\.tgz, which does not exist\.$/,
  );
  await expect(fetchNpmArchive({ name: 'thing', version: '2.0.0', sha512: 'abc' }, folder, folder)).rejects.toThrow(
    /^--from: expected a downloaded file, or its folder, got .*thing-2\.0\.0\.tgz, which does not exist\.$/,
  );
});
