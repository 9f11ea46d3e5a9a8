import { mkdir, mkdtemp, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp as setUpFolder } from '@mmae/setup';
import { startEngine } from './start-engine.ts';
import { tensorflowFolder } from './tensorflow.ts';
import { webgpuFolder } from './webgpu.ts';

const setUp = (folder: string) =>
  setUpFolder(
    {
      folder,
      require: async () => {},
      async make(unfinished) {
        await mkdir(join(unfinished, 'lib'));
        await writeFile(join(unfinished, 'lib', 'libthing.so.2'), 'library '.repeat(100));
      },
    },
    { prove: async () => 'An engine', provingMessage: '', say: () => undefined },
  );

beforeEach(async () => (process.env.MMAE_ENGINES = await mkdtemp(join(tmpdir(), 'mmae-engines-'))));
afterEach(() => rm(process.env.MMAE_ENGINES!, { recursive: true }));

test.each([
  ['tensorflow', () => tensorflowFolder(true), 'Run "mmae-engine setup tensorflow", for NVIDIA cards with --gpu'],
  ['webgpu', webgpuFolder, 'Run "mmae-engine setup webgpu"'],
] as const)('%s: a truncated library is not loaded, auto skips it, and a new setup repairs it', async (name, place, remedy) => {
  const folder = place();
  const library = join(folder, 'lib', 'libthing.so.2');
  await setUp(folder);
  await expect(startEngine(name)).rejects.not.toThrow('damaged');

  await truncate(library, 3);
  await expect(startEngine(name)).rejects.toThrow(`got ${name}: damaged: ${library} has 3 bytes instead of 800. ${remedy}.`);
  expect((await startEngine('auto')).name).toBe('wasm');

  await setUp(folder);
  await expect(startEngine(name)).rejects.not.toThrow('damaged');
  await unlink(library);
  await expect(startEngine(name)).rejects.toThrow(`damaged: ${library} is missing`);
});

test('a folder without recorded sizes, such as one copied in part, is incomplete', async () => {
  await mkdir(tensorflowFolder(false), { recursive: true });
  await expect(startEngine('tensorflow')).rejects.toThrow(/got tensorflow: incomplete: .*sizes\.json is missing or unreadable\. Run/);
});
