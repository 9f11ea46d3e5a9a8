import { matrix } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import { embed, reconstruct, train } from './index.ts';
import { smallNetwork, syntheticTable } from './tables.test.helper.ts';

const table = syntheticTable(6);

test('embedding and reconstruction name an unknown modality and features of another width', async () => {
  await startEngine('wasm');
  const model = await train({ train: table, options: { stages: { plain: { network: smallNetwork, training: { epochs: 1 } } } } });
  expect(() => embed(model, table, ['image', 'video'])).toThrow('embed: expected modalities out of audio, image, text, got "video".');
  const other = { ...table, blocks: { ...table.blocks, image: matrix(6, 7) } };
  expect(() => embed(model, other, ['image'])).toThrow(
    'embed: expected 6 features of image, got 7. Extract them as for the training of the model.',
  );
  expect(() => reconstruct(model, table, ['image'], 'video')).toThrow('reconstruct: expected a modality of the model, got "video".');
});
