import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFileSizes } from '@mmae/files';
import { requireMachine, setUp } from '@mmae/setup';
import { startTensorflow } from '../engines/tensorflow.ts';
import { requireCompiler } from './compile-addon.ts';
import { otherEngine } from './other-engine.ts';
import { tensorflowRecipe } from './setup-tensorflow.ts';
import { webgpuRecipe } from './setup-webgpu.ts';

const say = () => undefined;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-setup-'))));
afterEach(() => rm(folder, { recursive: true }));

test('a folder without the libraries is refused before anything is compiled, and nothing is left behind', async () => {
  const [from, engines] = [join(folder, 'from'), join(folder, 'engines')];
  await mkdir(join(from, 'tensorflow'), { recursive: true });
  const before = process.env.MMAE_ENGINES;
  process.env.MMAE_ENGINES = engines;
  const { make, ...recipe } = tensorflowRecipe({ gpu: false, from, say });
  if (before === undefined) delete process.env.MMAE_ENGINES;
  else process.env.MMAE_ENGINES = before;
  const attempt = setUp({ ...recipe, require: async () => {}, make }, { prove: async () => '', provingMessage: '', say });
  await expect(attempt).rejects.toThrow(
    /from lacks tensorflow\/libtensorflow_cc\.so\.2\. Fill it with: python3 -m pip install .*==2\.21\.0\.$/,
  );
  expect(await readdir(engines)).toEqual([]);
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

test('a machine that an engine has no libraries for is told which engine to use', () => {
  const machine = { platform: 'aix', arch: 'ppc64', glibc: undefined };
  expect(() => requireMachine(machine, { targets: ['linux-x64'], glibc: '2.27' }, otherEngine)).toThrow(
    'and this is aix-ppc64. Use the engine wasm on this machine.',
  );
});
