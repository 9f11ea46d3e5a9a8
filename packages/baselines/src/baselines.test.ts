// Covers baseline.ts, mcca.ts, pca.ts, pca-filled.ts and self-labelled-mcca.ts.
import type { FeatureTable, Representation } from '@mmae/feature-table';
import { matrix, row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { mcca, pca, pcaFilled, pcaPerModality, raw, selfLabelledMcca } from './index.ts';
import { classScores, softmax, trainSoftmax } from './softmax-classifier.ts';

const numRows = 300;
const numKinds = 3;

/** Two modalities that share a kind and nothing else: 6 and 5 columns of noise, two of which the kind moves. */
function planted(seed: number): { table: FeatureTable<Matrix>; kinds: number[] } {
  const random = seededRandom(seed);
  const kinds = Array.from({ length: numRows }, (_, i) => i % numKinds);
  const block = (width: number) =>
    matrix(
      numRows,
      width,
      Float32Array.from({ length: numRows * width }, (_, k) => {
        const [i, j] = [Math.floor(k / width), k % width];
        return random.normal() + (j === 0 ? 4 * (kinds[i] - 1) : 0) + (j === 1 ? (kinds[i] === 1 ? 4 : -2) : 0);
      }),
    );
  const everywhere = new Uint8Array(numRows).fill(1);
  return {
    table: {
      ids: kinds.map((_, i) => `s${i}`),
      blocks: { image: block(6), audio: block(5) },
      present: { image: everywhere, audio: everywhere },
    },
    kinds,
  };
}

async function embedded(representation: Representation, table: FeatureTable<Matrix>, modalities: string[]): Promise<Matrix> {
  await representation.fit(table, table);
  return (await representation.embed(table, modalities))!;
}

/** Share of rows whose nearest row of another modality's embedding, itself aside, is of their kind. */
function sameKindShare(queries: Matrix, gallery: Matrix, kinds: readonly number[]): number {
  const squared = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
  const hits = kinds.filter((kind, i) => {
    const others = kinds.map((_, j) => (j === i ? Infinity : squared(row(queries, i), row(gallery, j))));
    return kinds[others.indexOf(Math.min(...others))] === kind;
  });
  return hits.length / kinds.length;
}

const methods: Record<string, () => Representation> = {
  pca: () => pca({ width: 2 }),
  pcaFilled: () => pcaFilled({ width: 2 }),
  pcaPerModality: () => pcaPerModality({ width: 4 }),
  mcca: () => mcca({ width: 2, ridge: 0.1 }),
  selfLabelledMcca: () => selfLabelledMcca({ width: 2, ridge: 0.1, numClusters: numKinds }),
};

test.each(Object.keys(methods))('%s keeps what the modalities share', async (name) => {
  const { table, kinds } = planted(1);
  const joint = await embedded(methods[name](), table, ['image', 'audio']);
  expect(sameKindShare(joint, joint, kinds)).toBeGreaterThan(0.9);
});

test.each(['pcaFilled', 'mcca', 'selfLabelledMcca'])(
  '%s embeds modalities in one space: an image finds audio of its kind',
  async (name) => {
    const { table, kinds } = planted(2);
    const representation = methods[name]();
    const image = await embedded(representation, table, ['image']);
    expect(sameKindShare(image, (await representation.embed(table, ['audio']))!, kinds)).toBeGreaterThan(0.85);
  },
);

test('raw features are the concatenated blocks, and have no embedding from some modalities only', async () => {
  const { table } = planted(3);
  const joint = await embedded(raw(), table, ['audio', 'image']);
  expect([...row(joint, 7)]).toEqual([...row(table.blocks.audio, 7), ...row(table.blocks.image, 7)]);
  expect(await raw().embed(table, ['image'])).toBeUndefined();
});

test('mcca: uncorrelated modalities have an embedding near zero, equal ones half of their variance', async () => {
  const random = seededRandom(5);
  const noise = () =>
    matrix(
      2000,
      2,
      Float32Array.from({ length: 4000 }, () => random.normal()),
    );
  const everywhere = new Uint8Array(2000).fill(1);
  const block = noise();
  const tableOf = (image: Matrix, audio: Matrix): FeatureTable<Matrix> => ({
    ids: Array.from(everywhere, String),
    blocks: { image, audio },
    present: { image: everywhere, audio: everywhere },
  });
  const length = async (table: FeatureTable<Matrix>) => {
    const { data } = await embedded(mcca({ width: 1, ridge: 0, power: 1 }), table, ['image']);
    return Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / 2000);
  };
  // vᵀDv = 1 is shared by two equal modalities: each has variance ½, times ρ = 1
  expect(await length(tableOf(block, block))).toBeCloseTo(Math.SQRT1_2, 2);
  expect(await length(tableOf(block, noise()))).toBeLessThan(0.06);
});

test('a sample that lacks a modality is embedded from the other', async () => {
  const { table } = planted(4);
  const representation = mcca({ width: 2 });
  const image = await embedded(representation, table, ['image']);
  const partly = { ...table, present: { ...table.present, audio: new Uint8Array(numRows) } };
  expect((await representation.embed(partly, ['image', 'audio']))!.data).toEqual(image.data);
  expect((await representation.embed(partly, ['audio']))!.data.every((value) => value === 0)).toBe(true);
});

test('probabilities of the self-labelled classifier sum to one', async () => {
  const { table } = planted(6);
  const joint = await embedded(methods.selfLabelledMcca(), table, ['image', 'audio']);
  for (let i = 0; i < numRows; i++) expect(row(joint, i).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
});

test('a whitened component has variance 1', async () => {
  const { table } = planted(7);
  const joint = await embedded(pcaPerModality({ width: 4, whiten: true }), table, ['image', 'audio']);
  const variance = Array.from({ length: numRows }, (_, i) => row(joint, i)[0] ** 2).reduce((sum, value) => sum + value, 0) / numRows;
  expect(variance).toBeCloseTo(1, 1);
});

test('the softmax classifier stops where its gradient is zero: without features, the probabilities are the class shares', () => {
  const inputs = matrix(4, 1, Float32Array.of(0, 0, 0, 0));
  const weights = trainSoftmax(inputs, [0, 0, 0, 1], { numClasses: 2, l2: 1e-3, tolerance: 1e-7, maxIterations: 5000 });
  const [first] = softmax(classScores(inputs, weights)).data;
  expect(first).toBeCloseTo(0.75, 3);
});

test.each(Object.keys(methods))('%s cannot embed before it is fitted', async (name) => {
  await expect(methods[name]().embed(planted(1).table, ['image'])).rejects.toThrow(/expected fit or restore first, got neither/);
});
