import { matrix } from '@mmae/matrix';
import { contextOf, contextOptions, embedInContext } from '@mmae/mmae/encoder';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFeatureState, saveFeatureState } from '@mmae/run-folder';
import { inContext, loadContext, saveContext } from './context.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'context-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Numbers that are all different, in the shapes of an encoder of width 2. */
function plantedContext() {
  const options = contextOptions.parse({ width: 2, heads: 1, layers: 1 });
  let count = 0;
  const anyName = new Proxy({}, { get: (_, name) => ({ data: numbers(lengthOf(String(name))) }) });
  const numbers = (length: number) => Float32Array.from({ length }, () => Math.sin(++count));
  const lengthOf = (name: string) => {
    if (name.includes('forward.') && !name.includes('norm'))
      return { '0.weight': 8, '0.bias': 4, '1.weight': 8, '1.bias': 2 }[name.slice(10)]!;
    return name === 'input.weight' || name === 'output.weight' ? 6 : name === 'output.bias' ? 3 : name.endsWith('.weight') ? 4 : 2;
  };
  const encoder = contextOf({ options, latentWidth: 3 }, anyName as never);
  return { encoder, columns: { asset: 'programme', order: 'from' } };
}

const embedding = matrix(3, 3, Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 10));
const shots = ['b', 'b', 'c'].map((programme, i) => ({ extra: { programme, from: `${9 - i}` } }));

test('a saved context encoder embeds as before; samples without neighbours keep their embedding', async () => {
  const context = plantedContext();
  await saveContext(folder, context);
  const loaded = (await loadContext(folder))!;
  const expected = embedInContext(context.encoder, embedding, [[1, 0]]);
  expect(inContext(loaded, { image: embedding }, shots)).toEqual({ image: expected });
  expect([...expected.data.subarray(6)]).toEqual([7, 8, 10]);
});

test('a run without context has none; a damaged one is refused', async () => {
  expect(await loadContext(folder)).toBeUndefined();
  await saveContext(folder, plantedContext());
  const { json, tensors } = await loadFeatureState(folder, 'context.encoder');
  await saveFeatureState(folder, 'context.encoder', { json, tensors: { ...tensors, hidden: matrix(1, 3) } });
  await expect(loadContext(folder)).rejects.toThrow('loadContext: contextOf: expected 2 numbers of hidden, got 3. The weights are of another context encoder.'); // prettier-ignore
  await saveFeatureState(folder, 'context.encoder', { json: { columns: {} }, tensors });
  await expect(loadContext(folder)).rejects.toThrow('context.encoder.json');
});
