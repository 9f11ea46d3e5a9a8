import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordFileSizes } from '../engines/engines-folder.ts';
import { startTensorflow } from '../engines/tensorflow.ts';
import { requireCompiler } from './compile-addon.ts';
import { pinnedWheels, unpackWheel } from './fetch-wheels.ts';
import { requireDiskSpace, requireMachine } from './require-machine.ts';
import { firstError, lastLine, runCommand } from './run-command.ts';
import { buildFolder, setupEngine } from './setup-engine.ts';
import { toDiskError } from './setup-error.ts';
import { tensorflowRecipe } from './setup-tensorflow.ts';
import { webgpuRecipe } from './setup-webgpu.ts';
import type { Wheel } from './wheels.ts';

const fixtures = fileURLToPath(new URL('../../test/fixtures', import.meta.url));
const small: Wheel = {
  name: 'small-thing',
  version: '1.0',
  sha256: '94ea2218393458b9cf05490aa7cbf26a5742ffc4bb5ff844e3119e81dbc20c85',
  wanted: /\.so\.\d$/,
};

const say = () => undefined;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-setup-'))));
afterEach(() => rm(folder, { recursive: true }));

test('a wheel is accepted by its digest, and the wanted part of it is unpacked', async () => {
  const [file] = await pinnedWheels([small], fixtures);
  await unpackWheel(file, small.wanted, folder);
  expect(await readFile(join(folder, 'thing/lib/libthing.so.2'), 'utf8')).toBe('library '.repeat(100));
  expect(existsSync(join(folder, 'thing/__init__.py'))).toBe(false);
});

test('a wheel with other contents, and a folder without it, are refused with the command that downloads it', async () => {
  await expect(pinnedWheels([{ ...small, sha256: '00' }], fixtures)).rejects.toThrow(
    /is not the pinned wheel: expected sha256 00, got [0-9a-f]{64}\. Get it with/,
  );
  await expect(pinnedWheels([{ ...small, version: '2.0' }], fixtures)).rejects.toThrow(
    'is not and does not contain the wheel small-thing 2.0. Get it with: python3 -m pip download',
  );
});

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

test('a machine that cannot run the libraries is refused with the reason', async () => {
  const machine = { platform: 'linux', arch: 'x64', glibc: '2.36' };
  const needs = { targets: ['linux-x64', 'darwin-arm64'], glibc: '2.27' };
  expect(() => requireMachine(machine, needs)).not.toThrow();
  expect(() => requireMachine({ ...machine, glibc: '3.0' }, needs)).not.toThrow();
  expect(() => requireMachine({ platform: 'darwin', arch: 'arm64', glibc: undefined }, needs)).not.toThrow();
  expect(() => requireMachine({ ...machine, arch: 'arm64' }, needs)).toThrow(
    'and this is linux-arm64. Use the engine wasm on this machine.',
  );
  expect(() => requireMachine({ ...machine, glibc: '2.17' }, needs)).toThrow('need glibc 2.27 or newer, and this system has 2.17.');
  expect(() => requireMachine({ ...machine, glibc: undefined }, needs)).toThrow('this system has another C library');
  await expect(requireDiskSpace(join(folder, 'not/there'), 1e9)).rejects.toThrow(
    /^1000000000 MB are needed under .*, and \d+ MB are free\. Free some space/,
  );
  await expect(requireDiskSpace(folder, 0)).resolves.toBeUndefined();
});

test('a folder without the libraries is refused before anything is compiled, and nothing is left behind', async () => {
  const [from, engines] = [join(folder, 'from'), join(folder, 'engines')];
  await mkdir(join(from, 'tensorflow'), { recursive: true });
  const before = process.env.MMAE_ENGINES;
  process.env.MMAE_ENGINES = engines;
  const { make, ...recipe } = tensorflowRecipe({ gpu: false, from, say });
  if (before === undefined) delete process.env.MMAE_ENGINES;
  else process.env.MMAE_ENGINES = before;
  const attempt = setupEngine({ ...recipe, require: async () => {}, make }, { prove: async () => '', say });
  await expect(attempt).rejects.toThrow(
    /from lacks tensorflow\/libtensorflow_cc\.so\.2\. Fill it with: python3 -m pip install .*==2\.21\.0\.$/,
  );
  expect(await readdir(engines)).toEqual([]);
});

test('a file that is not a wheel is named', async () => {
  const file = join(folder, 'notes.txt');
  await writeFile(file, '');
  await expect(pinnedWheels([small], file)).rejects.toThrow('notes.txt is not and does not contain the wheel small-thing 1.0. Get it with');
});

test('a full disk and a read-only folder end the setup with one sentence and leave nothing behind', async () => {
  const failing = (error: Error) =>
    setupEngine(
      {
        folder: join(folder, 'engine'),
        require: async () => {},
        make: async (unfinished) => {
          await writeFile(join(unfinished, 'half'), '');
          throw error;
        },
      },
      { prove: async () => '', say },
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
  const options = { prove, say: (line: string) => said.push(line) };
  await mkdir(target);
  await writeFile(join(target, 'broken'), '');
  await recordFileSizes(target);
  const require = () => Promise.reject(new Error('no compiler'));
  await expect(setupEngine({ ...recipe, require }, options)).rejects.toThrow('no compiler');
  expect(await readdir(target)).toEqual(['broken', 'sizes.json']); // kept until it can be replaced
  said.length = 0;
  expect(await setupEngine(recipe, options)).toMatchObject({ description: 'An engine' });
  expect(await readdir(target)).toEqual(['sizes.json', 'whole']);
  await setupEngine({ ...recipe, make: () => Promise.reject(new Error('made twice')) }, options);
  expect(said).toEqual([`Replacing the engine in ${target}: file too short`, 'Training one step …', `Already set up in ${target}.`]);
});

test('the reason for a failure is found where programs print it', () => {
  expect(firstError('In file a.cc:1:\nb.h:2:10: fatal error: c_api.h: No such file\n  2 | #include\ncompilation terminated.\n')).toBe(
    'b.h:2:10: fatal error: c_api.h: No such file',
  );
  expect(firstError('Killed\n')).toBe('Killed');
  expect(lastLine('WARNING: a\nERROR: no matching distribution.\n\n')).toBe('ERROR: no matching distribution');
});

test('libraries of another version are refused', async () => {
  const [addon, quiet] = [join(folder, 'addon.cjs'), join(folder, 'quiet.cjs')];
  await writeFile(addon, "module.exports = { TF_Version: '2.9.1' };");
  await writeFile(quiet, 'module.exports = { mute() {}, unmute() {} };');
  await recordFileSizes(folder);
  await expect(startTensorflow({ folder, libraries: folder, addon, quiet })).rejects.toThrow(
    'its libraries are TensorFlow 2.9.1, its addon is for 2.21.0',
  );
});

test('a program that was killed and one that does not exist are told apart', async () => {
  const killed = await runCommand(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 1e4)"]);
  expect(killed).toMatchObject({ status: -1, stderr: 'killed by SIGKILL' });
  expect(await runCommand('no-such-program', [])).toMatchObject({ status: -1, stderr: expect.stringContaining('ENOENT') });
});

test('an archive with other contents is refused with the command that downloads the right one', async () => {
  const from = join(folder, 'webgpu.tgz');
  await writeFile(from, 'webgpu');
  await expect(webgpuRecipe({ from, say }).make(folder)).rejects.toThrow(
    /webgpu\.tgz is not the pinned archive: expected sha512 \S+, got \S+\. Get it with: npm pack webgpu@/,
  );
});

test('without a compiler a setup is refused before anything is downloaded', async () => {
  const before = process.env.CXX;
  process.env.CXX = '/no/such/compiler';
  await expect(requireCompiler()).rejects.toThrow(
    /^The C\+\+ compiler \/no\/such\/compiler was not found\. Install it|tfjs-node-gpu is not installed/,
  );
  if (before === undefined) delete process.env.CXX;
  else process.env.CXX = before;
});
