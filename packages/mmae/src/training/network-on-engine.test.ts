import { engineStatus, startEngine, type EngineName } from '@mmae/tensor-engine';
import { train, type Progress } from '../index.ts';
import { syntheticTable, maxDifference } from '../tables.test.helper.ts';

const table = syntheticTable(24);
const network = { latentDim: 3, encoder: { hidden: [8] }, decoder: { hidden: [8] } };
const options = {
  stages: {
    shared: {
      network: { ...network, fusion: 'concat', encoder: { hidden: [8], normalisation: 'layer' } },
      objective: { subsets: 'every', agreement: 1, variance: 1, covariance: 0.1, balance: 'learned' },
      training: { epochs: 3, batchSize: 8, inputNoise: 0.1 },
    },
  },
} as const;

/** The losses and gradient norms of a training, and its final weights. */
async function trainedOn(engine: EngineName) {
  await startEngine(engine);
  const losses: number[] = [];
  const onProgress = (progress: Progress) => void losses.push(...Object.values(progress.losses));
  const { weights } = await train({ train: table, options, onProgress });
  return [losses, ...Object.keys(weights).map((name) => weights[name].data)];
}

test('nine steps give the same weights on every engine of this machine, up to rounding', async () => {
  const names = (await engineStatus()).filter(({ available }) => available).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['wasm', 'cpu']));
  const expected = await trainedOn('wasm');
  for (const name of names) {
    const seen = await trainedOn(name);
    const differences = expected.map((numbers, i) => maxDifference(seen[i], numbers));
    expect([name, Math.max(...differences)]).toEqual([name, expect.closeTo(0, 3)]);
  }
});
