import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDiskSpace, requireMachine } from './require-machine.ts';

const remedy = 'Use the engine wasm on this machine';

test('a machine that cannot run the libraries is refused with the reason', async () => {
  const machine = { platform: 'linux', arch: 'x64', glibc: '2.36' };
  const needs = { targets: ['linux-x64', 'darwin-arm64'], glibc: '2.27' };
  expect(() => requireMachine(machine, needs, remedy)).not.toThrow();
  expect(() => requireMachine({ ...machine, glibc: '3.0' }, needs, remedy)).not.toThrow();
  expect(() => requireMachine({ platform: 'darwin', arch: 'arm64', glibc: undefined }, needs, remedy)).not.toThrow();
  expect(() => requireMachine({ ...machine, arch: 'arm64' }, needs, remedy)).toThrow(
    'and this is linux-arm64. Use the engine wasm on this machine.',
  );
  expect(() => requireMachine({ ...machine, glibc: '2.17' }, needs, remedy)).toThrow('need glibc 2.27 or newer, and this system has 2.17.');
  expect(() => requireMachine({ ...machine, glibc: undefined }, needs, remedy)).toThrow('this system has another C library');
  await expect(requireDiskSpace(join(tmpdir(), 'not/there'), 1e9)).rejects.toThrow(
    /^1000000000 MB are needed under .*, and \d+ MB are free\. Free some space/,
  );
  await expect(requireDiskSpace(tmpdir(), 0)).resolves.toBeUndefined();
});
