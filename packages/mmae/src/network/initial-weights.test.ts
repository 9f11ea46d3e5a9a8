import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { startEngine } from '@mmae/tensor-engine';
import { embed, train, untrained } from '../index.ts';

test('an untrained model has the initial weights of the trained one', async () => {
  await startEngine('wasm');
  const random = seededRandom(2);
  const block = (width: number) =>
    matrix(
      32,
      width,
      Float32Array.from({ length: 32 * width }, () => random.normal()),
    );
  const allPresent = new Uint8Array(32).fill(1);
  const table = {
    ids: Array.from({ length: 32 }, (_, i) => `s${i}`),
    blocks: { image: block(6), text: block(4) },
    present: { image: allPresent, text: allPresent },
  };
  const options = (learningRate: number) => ({ stages: { plain: { network: { latentDim: 3 }, training: { epochs: 2, learningRate } } } });
  const model = await train({ train: table, options: options(1e-2) });
  const before = untrained(model);
  expect(Object.keys(before.weights).sort()).toEqual(Object.keys(model.weights).sort());
  const barelyTrained = await train({ train: table, options: options(1e-12) });
  embed(before, table, ['image']).data.forEach((value, i) => expect(value).toBeCloseTo(embed(barelyTrained, table, ['image']).data[i], 4));
  expect(embed(model, table, ['image']).data).not.toEqual(embed(before, table, ['image']).data);
});
