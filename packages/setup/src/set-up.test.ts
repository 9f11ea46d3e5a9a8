// Covers set-up.ts and setup-error.ts.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFileSizes } from '@mmae/files';
import { runCommand } from './run-command.ts';
import { buildFolder, setUp } from './set-up.ts';
import { toDiskError } from './setup-error.ts';

const say = () => undefined;
const provingMessage = 'Training one step …';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-setup-'))));
afterEach(() => rm(folder, { recursive: true }));

test('an unfinished folder never has its final name, and nothing of it is left', async () => {
  const target = join(folder, 'engine');
  const build = buildFolder(target, async (unfinished) => {
    await writeFile(join(unfinished, 'half'), '');
    expect(existsSync(target)).toBe(false);
    throw new Error('interrupted');
  });
  await expect(build).rejects.toThrow('interrupted');
  expect(await readdir(folder)).toEqual([]);
});

test('a finished folder gets its final name, and what a killed process left is removed', async () => {
  const { stdout: deadPid } = await runCommand(process.execPath, ['-e', 'process.stdout.write(String(process.pid))']);
  await mkdir(join(folder, `engine.${deadPid}.unfinished`));
  await mkdir(join(folder, `engine.${process.ppid}.unfinished`));
  await buildFolder(join(folder, 'engine'), (unfinished) => writeFile(join(unfinished, 'all'), ''));
  expect((await readdir(folder)).sort()).toEqual(['engine', `engine.${process.ppid}.unfinished`].sort());
  expect(await readdir(join(folder, 'engine'))).toEqual(['all']);
});

test('a full disk and a read-only folder end the setup with one sentence and leave nothing behind', async () => {
  const failing = (error: Error) =>
    setUp(
      {
        folder: join(folder, 'engine'),
        require: async () => {},
        make: async (unfinished) => {
          await writeFile(join(unfinished, 'half'), '');
          throw error;
        },
      },
      { prove: async () => '', provingMessage, say },
    );
  await expect(failing(Object.assign(new Error('write'), { code: 'ENOSPC' }))).rejects.toThrow(
    /^The disk is full\. Free some space, or choose a folder on another disk with MMAE_ENGINES\.$/,
  );
  await expect(failing(Object.assign(new Error('open'), { code: 'EACCES', path: '/a/b' }))).rejects.toThrow(
    /^\/a\/b cannot be used \(EACCES\)\. Correct that/,
  );
  await expect(failing(new Error('a bug'))).rejects.toThrow(/^a bug$/);
  expect(toDiskError(Object.assign(new Error(), { code: 'ECONNRESET' }))).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

test('an engine that fails its training step is replaced, one that passes is kept', async () => {
  const target = join(folder, 'engine');
  const said: string[] = [];
  const recipe = {
    folder: target,
    require: async () => {},
    make: (unfinished: string) => writeFile(join(unfinished, 'whole'), ''),
  };
  const prove = async (proved: string) => {
    if (!existsSync(join(proved, 'whole'))) throw new Error('file too short');
    return 'An engine';
  };
  const options = { prove, provingMessage, say: (line: string) => said.push(line) };
  await mkdir(target);
  await writeFile(join(target, 'broken'), '');
  await recordFileSizes(target);
  const require = () => Promise.reject(new Error('no compiler'));
  await expect(setUp({ ...recipe, require }, options)).rejects.toThrow('no compiler');
  expect(await readdir(target)).toEqual(['broken', 'sizes.json']); // kept until it can be replaced
  said.length = 0;
  expect(await setUp(recipe, options)).toMatchObject({ description: 'An engine' });
  expect(await readdir(target)).toEqual(['sizes.json', 'whole']);
  await setUp({ ...recipe, make: () => Promise.reject(new Error('made twice')) }, options);
  expect(said).toEqual([`Replacing ${target}: file too short`, 'Training one step …', `Already set up in ${target}.`]);
});
