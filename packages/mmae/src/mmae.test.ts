import { startEngine } from '@mmae/tensor-engine';
import { embed, mmae } from './index.ts';
import { smallNetwork, syntheticTable } from './tables.test.helper.ts';

const table = syntheticTable(30);

test('a representation fits, and embeds as its model does', async () => {
  await startEngine('wasm');
  const representation = mmae({ options: { stages: { plain: { network: smallNetwork, training: { epochs: 2 } } } } });
  expect(representation.model).toBeUndefined();
  await representation.fit(table, syntheticTable(4, 2));
  const model = representation.model!;
  expect(await representation.embed(table, ['audio'])).toEqual(embed(model, table, ['audio']));
  expect(await mmae({}, model).embed(table, ['audio'])).toEqual(embed(model, table, ['audio']));
});

test('a representation without a model does not embed', async () => {
  await expect(mmae().embed(table, ['image'])).rejects.toThrow('mmae: expected a trained model, got none. Call fit first.');
});
