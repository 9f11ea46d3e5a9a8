// Also covers `setup.ts`, and `reference.ts` and `interpret-onnx.ts`, which the README runs.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeRecipe } from './setup-runtime.ts';

let folder: string;
let unfinished: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmae-recipes-'));
  unfinished = join(folder, 'unfinished');
  await mkdir(unfinished);
});
afterEach(() => rm(folder, { recursive: true }));

const say = () => undefined;

test('the runtime has a folder of its own, named by its version', () => {
  expect(runtimeRecipe({ say }, 'Use another').folder).toMatch(/onnxruntime-\d+\.\d+\.\d+$/);
});

test('a runtime with other contents is refused', async () => {
  await writeFile(join(folder, 'onnxruntime-node-1.30.0.tgz'), 'other');
  await expect(runtimeRecipe({ from: folder, say }, 'Use another').make(unfinished)).rejects.toThrow(
    /is not the pinned archive: expected sha512 \S+, got \S+\./,
  );
});
