import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolder } from './build-folder.ts';
import { pinnedWheels } from './fetch-wheels.ts';
import { requireDiskSpace, requireMachine } from './require-machine.ts';
import { runCommand } from './run-command.ts';
import { unpackWheel } from './unpack-wheel.ts';
import type { Wheel } from './wheels.ts';

const fixtures = fileURLToPath(new URL('../../test/fixtures', import.meta.url));
const small: Wheel = {
  name: 'small-thing',
  version: '1.0',
  sha256: '94ea2218393458b9cf05490aa7cbf26a5742ffc4bb5ff844e3119e81dbc20c85',
  wanted: /\.so\.\d$/,
};

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-setup-'))));
afterEach(() => rm(folder, { recursive: true }));

test('a wheel is taken by its content, and the wanted part of it unpacked', async () => {
  const [file] = await pinnedWheels([small], fixtures);
  await unpackWheel(file, small.wanted, folder);
  expect(await readFile(join(folder, 'thing/lib/libthing.so.2'), 'utf8')).toBe('library '.repeat(100));
  expect(existsSync(join(folder, 'thing/__init__.py'))).toBe(false);
});

test('a wheel with another content, and a folder without it, are refused with the way to get it', async () => {
  await expect(pinnedWheels([{ ...small, sha256: '00' }], fixtures)).rejects.toThrow(
    /is not the pinned wheel: expected sha256 00, got [0-9a-f]{64}\. Get it with/,
  );
  await expect(pinnedWheels([{ ...small, version: '2.0' }], fixtures)).rejects.toThrow(
    'holds no wheel of small-thing 2.0. Get it with: python3 -m pip download',
  );
});

test('a folder that is not finished never bears its name, and nothing is left of it', async () => {
  const target = join(folder, 'engine');
  const build = buildFolder(target, async (unfinished) => {
    await writeFile(join(unfinished, 'half'), '');
    expect(existsSync(target)).toBe(false);
    throw new Error('interrupted');
  });
  await expect(build).rejects.toThrow('interrupted');
  expect(await readdir(folder)).toEqual([]);
});

test('a finished folder takes its name, and clears away what a killed process left', async () => {
  const { stdout: deadPid } = await runCommand(process.execPath, ['-p', 'process.pid']);
  await mkdir(join(folder, `engine.${deadPid.trim()}.unfinished`));
  await mkdir(join(folder, `engine.${process.ppid}.unfinished`));
  await buildFolder(join(folder, 'engine'), (unfinished) => writeFile(join(unfinished, 'all'), ''));
  expect((await readdir(folder)).sort()).toEqual(['engine', `engine.${process.ppid}.unfinished`].sort());
  expect(await readdir(join(folder, 'engine'))).toEqual(['all']);
});

test('a machine that cannot run the libraries is told why', async () => {
  const machine = { platform: 'linux', arch: 'x64', glibc: '2.36' };
  const needs = { targets: ['linux-x64', 'darwin-arm64'], glibc: '2.27' };
  expect(() => requireMachine(machine, needs)).not.toThrow();
  expect(() => requireMachine({ ...machine, glibc: '3.0' }, needs)).not.toThrow();
  expect(() => requireMachine({ platform: 'darwin', arch: 'arm64', glibc: undefined }, needs)).not.toThrow();
  expect(() => requireMachine({ ...machine, arch: 'arm64' }, needs)).toThrow('and this is linux-arm64. Use the engine wasm here.');
  expect(() => requireMachine({ ...machine, glibc: '2.17' }, needs)).toThrow('need glibc 2.27 or newer, and this system has 2.17.');
  expect(() => requireMachine({ ...machine, glibc: undefined }, needs)).toThrow('this system has another C library');
  await expect(requireDiskSpace(join(folder, 'not/there'), 1e9)).rejects.toThrow(
    /^1000000000 MB are needed under .*, and \d+ MB are free\. Make room/,
  );
  await expect(requireDiskSpace(folder, 0)).resolves.toBeUndefined();
});
