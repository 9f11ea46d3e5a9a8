import { mkdir, mkdtemp, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setupEngine } from '../setup/setup-engine.ts';
import { startEngine } from './start-engine.ts';
import { tensorflowFolder } from './tensorflow-build.ts';
import { webgpuFolder } from './webgpu-library.ts';

const setUp = (folder: string) =>
  setupEngine(
    {
      folder,
      require: async () => {},
      async make(unfinished) {
        await mkdir(join(unfinished, 'lib'));
        await writeFile(join(unfinished, 'lib', 'libthing.so.2'), 'library '.repeat(100));
      },
    },
    { prove: async () => 'An engine', say: () => undefined },
  );

beforeEach(async () => (process.env.MMAE_ENGINES = await mkdtemp(join(tmpdir(), 'mmae-engines-'))));
afterEach(() => rm(process.env.MMAE_ENGINES!, { recursive: true }));

test.each([
  ['tensorflow', () => tensorflowFolder(true), 'Run "mmae-engine setup tensorflow", for NVIDIA cards with --gpu'],
  ['webgpu', webgpuFolder, 'Run "mmae-engine setup webgpu"'],
] as const)('%s: a library cut short is not loaded, auto passes over it, and a set-up brings it back', async (name, place, remedy) => {
  const folder = place();
  const library = join(folder, 'lib', 'libthing.so.2');
  await setUp(folder);
  await expect(startEngine(name)).rejects.not.toThrow('damaged');

  await truncate(library, 3);
  await expect(startEngine(name)).rejects.toThrow(`got ${name}: it is damaged: ${library} has 3 bytes, not 800. ${remedy}`);
  expect((await startEngine('auto')).name).toBe('wasm');

  await setUp(folder);
  await expect(startEngine(name)).rejects.not.toThrow('damaged');
  await unlink(library);
  await expect(startEngine(name)).rejects.toThrow(`${library} has no bytes, not 800`);
});

test('a folder whose sizes were never noted, as one half copied, counts as not set up', async () => {
  await mkdir(tensorflowFolder(false), { recursive: true });
  await expect(startEngine('tensorflow')).rejects.toThrow('got tensorflow: it is not complete: the sizes of its files are not noted. Run');
});
