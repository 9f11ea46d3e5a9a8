import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { matrix, multiply, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { mcca, pca, pcaPerModality, raw, selfLabelledMcca, type Baseline } from './index.ts';
import { bestBy, hasPairs, pairRetrieval } from './pair-retrieval.ts';

function noise(numRows: number, numColumns: number, seed: number): Matrix {
  const random = seededRandom(seed);
  return matrix(
    numRows,
    numColumns,
    Float32Array.from({ length: numRows * numColumns }, () => random.normal()),
  );
}

/** Samples whose modalities are two views of four causes, in 30 columns of loud noise. */
function twoViews(numSamples: number, seed: number): FeatureTable<Matrix> {
  const causes = noise(numSamples, 4, seed);
  const view = (place: number) => {
    const seen = multiply(causes, noise(4, 30, place));
    const disturbed = noise(numSamples, 30, seed + place);
    return matrix(
      numSamples,
      30,
      seen.data.map((value, at) => value + 2 * disturbed.data[at]),
    );
  };
  const everywhere = new Uint8Array(numSamples).fill(1);
  return {
    ids: Array.from(everywhere, (_, i) => `s${i}`),
    blocks: { audio: view(101), image: view(202) },
    present: { audio: everywhere, image: everywhere },
  };
}

const train = twoViews(60, 1);
const validation = twoViews(200, 2);
const nothing = selectSamples(validation, []);
const chosenBy = (fitted: Baseline) => fitted.state().json as { ridge: number; pairRetrieval: number | null };

test('the ridge with the best retrieval of a sample’s other modality on validation is chosen', async () => {
  const chosen = mcca({ width: 4 });
  await chosen.fit(train, validation);
  const scores = await Promise.all(
    [0.1, 0.3, 1, 3].map(async (ridge) => {
      const fixed = mcca({ width: 4, ridge });
      await fixed.fit(train, validation);
      const [audio, image] = [(await fixed.embed(validation, ['audio']))!, (await fixed.embed(validation, ['image']))!];
      return { ridge, score: pairRetrieval(validation, (_, modality) => (modality === 'audio' ? audio : image)) };
    }),
  );
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  expect(chosenBy(chosen)).toEqual({ ridge: best.ridge, pairRetrieval: expect.closeTo(best.score, 5) });
});

test('chosen options that are passed to another baseline are not chosen again', async () => {
  const first = selfLabelledMcca({ numClusters: 4, width: 4 });
  await first.fit(train, validation);
  const again = selfLabelledMcca({ numClusters: 4, width: 4, ...first.chosen() });
  await again.fit(train, nothing);
  expect(Object.keys(first.chosen())).toEqual(['ridge', 'numClusters', 'l2']);
  expect(again.chosen()).toEqual(first.chosen());
  const free = selfLabelledMcca({ width: 4 });
  await free.fit(train, nothing);
  expect(free.chosen().numClusters).toBe((await free.embed(train, Object.keys(train.blocks)))!.numColumns);
  expect(mcca().chosen).toThrow('mcca: expected fit or restore first, got neither. Call one of them.');
});

test('without pairs in validation the default is used, and the state shows that nothing was chosen', async () => {
  const linear = mcca({ width: 4 });
  await linear.fit(train, nothing);
  expect(chosenBy(linear)).toEqual({ ridge: 1, pairRetrieval: null });
  const labelled = selfLabelledMcca({ numClusters: 3 });
  await labelled.fit(train, nothing);
  expect(labelled.state().json).toEqual({ mcca: { ridge: 1, pairRetrieval: null }, numClusters: 3, l2: 0.003, pairRetrieval: null });
});

test('ranks: 1 and 2, and 1.5 where two samples are equally similar', () => {
  const table = selectSamples(validation, [0, 1]);
  const [right, down] = [
    [1, 0],
    [0, 1],
  ];
  const rows = (...values: number[][]) => matrix(2, 2, Float32Array.from(values.flat()));
  const between = (audio: Matrix, image: Matrix) => pairRetrieval(table, (_, modality) => (modality === 'audio' ? audio : image));
  expect(between(rows(right, down), rows(right, down))).toBe(1);
  expect(between(rows(right, down), rows(down, right))).toBe(0.5);
  expect(between(rows(right, right), rows(right, right))).toBeCloseTo(1 / 1.5);
  expect([hasPairs(table), hasPairs(selectSamples(validation, [0]))]).toEqual([true, false]);
  expect(bestBy([1, 3, 2, 3.0], (x) => x)).toEqual({ candidate: 3, score: 3 });
});

test('augmented copies count as samples unless copies is false', async () => {
  const copied = { ...train, copies: { audio: [noise(60, 30, 8)], image: [noise(60, 30, 9)] } };
  const embeddingOf = async (table: FeatureTable<Matrix>, copies: boolean) => {
    const representation = mcca({ width: 4, ridge: 1, copies });
    await representation.fit(table, validation);
    return (await representation.embed(validation, ['audio']))!.data;
  };
  expect(await embeddingOf(copied, false)).toEqual(await embeddingOf(train, true));
  expect(await embeddingOf(copied, true)).not.toEqual(await embeddingOf(train, true));
});

test('a wide modality is reduced to principal components, without loss where all of them are kept', async () => {
  const embeddingOf = async (maxBlockLength: number) => {
    const representation = mcca({ width: 2, ridge: 0.3, power: 1, maxBlockLength });
    await representation.fit(train, validation);
    return (await representation.embed(validation, ['audio']))!;
  };
  const [whole, narrow] = [await embeddingOf(30), await embeddingOf(20)];
  expect([narrow.numRows, narrow.numColumns]).toEqual([200, 2]);
  const along = (a: Matrix, b: Matrix) => a.data.reduce((sum, value, at) => sum + value * b.data[at], 0);
  expect(Math.abs(along(whole, narrow)) / Math.sqrt(along(whole, whole) * along(narrow, narrow))).toBeGreaterThan(0.7);
});

const makers: Record<string, () => Baseline> = {
  raw,
  pca: () => pca({ width: 3 }),
  pcaPerModality: () => pcaPerModality({ width: 4, whiten: true }),
  mcca: () => mcca({ width: 4 }),
  selfLabelledMcca: () => selfLabelledMcca({ width: 4, numClusters: 3 }),
};

test.each(Object.keys(makers))('%s gives the same embedding from its saved state', async (name) => {
  const fitted = makers[name]();
  await fitted.fit(train, validation);
  const restored = makers[name]();
  const { json, tensors } = fitted.state();
  restored.restore({ json: JSON.parse(JSON.stringify(json)), tensors });
  expect(await restored.embed(validation, ['audio', 'image'])).toEqual(await fitted.embed(validation, ['audio', 'image']));
  expect(await restored.embed(validation, ['image'])).toEqual(await fitted.embed(validation, ['image']));
});

test('a single modality and invalid options are refused', async () => {
  const alone = { ids: train.ids, blocks: { audio: train.blocks.audio }, present: { audio: train.present.audio } };
  await expect(mcca().fit(alone, alone)).rejects.toThrow(
    'mcca: expected two modalities or more, got audio. Leave this baseline out of the experiment.',
  );
  expect(() => mcca({ ridge: -1 })).toThrow('mcca: expected ridge to be a number of at least 0, got -1.');
  expect(() => pca({ widht: 3 } as object)).toThrow('pca: expected a known option, got "widht". Did you mean "width"?');
  expect(() => mcca().state()).toThrow('mcca: expected fit or restore first, got neither. Call one of them.');
});
