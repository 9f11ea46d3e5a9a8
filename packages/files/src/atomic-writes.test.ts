import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { draftOf, isDraft, writeFileAtomically, writeFilesAtomically } from './index.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'files-'))));
afterAll(() => rm(folder, { recursive: true }));

test('a file is replaced, also if its content comes in pieces', async () => {
  const path = join(folder, 'state.json');
  await writeFileAtomically(path, 'old');
  await writeFileAtomically(path, [Buffer.from('ne'), Buffer.from('w')]);
  expect(await readFile(path, 'utf8')).toBe('new');
});

test('if the new content cannot be produced, the old file remains and no draft is left', async () => {
  const path = join(folder, 'kept.json');
  await writeFileAtomically(path, 'kept');
  const pieces = function* () {
    yield Buffer.from('half');
    throw new Error('no more');
  };
  await expect(writeFileAtomically(path, pieces())).rejects.toThrow('no more');
  expect(await readFile(path, 'utf8')).toBe('kept');
  expect((await readdir(folder)).filter(isDraft)).toEqual([]);
});

test('of files that belong together, none is replaced if one cannot be written', async () => {
  const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
  await writeFilesAtomically({ [first]: 'old', [second]: 'old' });
  let seen: string[] = [];
  const pieces = function* () {
    seen = readdirSync(folder).filter(isDraft);
    yield Buffer.from('new');
    throw new Error('no more');
  };
  await expect(writeFilesAtomically({ [first]: 'new', [second]: pieces() })).rejects.toThrow('no more');
  expect(seen).toHaveLength(2);
  expect([await readFile(first, 'utf8'), await readFile(second, 'utf8')]).toEqual(['old', 'old']);
  expect((await readdir(folder)).filter(isDraft)).toEqual([]);
});

test('drafts are recognized by name, other hidden files are not', () => {
  expect(isDraft(basename(draftOf(join(folder, 'run.json'))))).toBe(true);
  expect(['.run.json.tmp', 'run.json', '.gitignore'].some(isDraft)).toBe(false);
});
