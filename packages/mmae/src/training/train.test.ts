import { matrix, row, unitRows } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import { embed, reconstruct, train, type MmaeOptions, type Written } from '../index.ts';
import { maxDifference, smallNetwork, syntheticTable, withoutModality } from '../tables.test.helper.ts';
import { demandingOptions, demandingRequest } from './demanding.test.helper.ts';

const table = syntheticTable(40);

beforeAll(() => startEngine('wasm'));

test('a network overfits eight rows', async () => {
  const eight = syntheticTable(8);
  const options = {
    stages: {
      plain: {
        network: { ...smallNetwork, latentDim: 8, encoder: { hidden: [32] }, decoder: { hidden: [32] } },
        training: { epochs: 120, learningRate: 3e-2 },
      },
    },
  };
  const model = await train({ train: eight, options });
  for (const to of ['audio', 'image', 'text']) {
    expect(maxDifference(reconstruct(model, eight, ['audio', 'image', 'text'], to).data, eight.blocks[to].data)).toBeLessThan(0.15);
    expect(maxDifference(reconstruct(model, eight, ['image'], to).data, eight.blocks[to].data)).toBeLessThan(0.3);
  }
});

test('the same seed gives bit-identical weights, another seed different ones', async () => {
  const weights = async (seed: number) => (await train({ ...demandingRequest, options: { ...demandingOptions, seed } })).weights;
  const first = await weights(5);
  expect(await weights(5)).toEqual(first);
  expect(await weights(6)).not.toEqual(first);
});

test('rows without a common modality train together', async () => {
  const halves = withoutModality(
    withoutModality(
      withoutModality(table, 'audio', (row) => row < 20),
      'text',
      (row) => row < 20,
    ),
    'image',
    (row) => row >= 20,
  );
  const model = await train({
    train: halves,
    options: {
      stages: {
        plain: {
          network: smallNetwork,
          objective: { agreement: 1, variance: 1, covariance: 1 },
          training: { epochs: 60, learningRate: 1e-2 },
        },
      },
    },
  });
  const rebuilt = reconstruct(model, halves, ['image'], 'image');
  const seen = matrix(20, 6, rebuilt.data.slice(0, 120));
  expect(maxDifference(seen.data, halves.blocks.image.data.subarray(0, 120))).toBeLessThan(2);
  expect(
    embed(model, halves, ['audio'])
      .data.subarray(0, 60)
      .every((x) => x === 0),
  ).toBe(true);
  expect(
    embed(model, halves, ['audio'])
      .data.subarray(60)
      .some((x) => x !== 0),
  ).toBe(true);
});

test('a stage learns codes, and predicts them from each modality alone', async () => {
  const options: Written<MmaeOptions> = {
    stages: {
      shared: { network: smallNetwork, training: { epochs: 5 } },
      predict: {
        network: { ...smallNetwork, fusion: 'sum' },
        objective: { reconstruction: 0, codes: 1 },
        training: { epochs: 150, learningRate: 1e-2 },
      },
    },
  };
  const codes = Array.from({ length: 40 }, (_, i) => i % 2);
  const apart = {
    ...table,
    blocks: Object.fromEntries(
      Object.entries(table.blocks).map(([m, b]) => [
        m,
        matrix(
          40,
          b.numColumns,
          b.data.map((x, k) => x + 3 * codes[Math.floor(k / b.numColumns)]),
        ),
      ]),
    ),
  };
  const seen: number[] = [];
  const model = await train({
    train: apart,
    options,
    codes: (embeddings) => (seen.push(embeddings.length, embeddings[0].numColumns), codes),
  });
  expect(seen).toEqual([1, 3]);
  expect(model.description.numCodes).toEqual({ predict: 2 });
  for (const modality of ['audio', 'image', 'text']) {
    const embedding = embed(model, apart, [modality]);
    expect(embedding.numColumns).toBe(2);
    expect(codes.every((code, i) => embedding.data[2 * i + code] ** 2 > 0.5)).toBe(true);
    expect(embedding.data[0] ** 2 + embedding.data[1] ** 2).toBeCloseTo(1, 5);
  }
});

test('a stage reconstructs the latent that it is given, from each modality alone, and embeds as its direction', async () => {
  const options: Written<MmaeOptions> = {
    stages: {
      shared: { numNetworks: 2, network: smallNetwork, training: { epochs: 2 } },
      latent: {
        network: { ...smallNetwork, fusion: 'sum' },
        objective: { reconstruction: 1, latent: 10 },
        training: { epochs: 150, learningRate: 1e-2 },
      },
    },
  };
  const cause = table.blocks.image; // every modality is a mixture of the same causes
  const latents = unitRows(matrix(40, 6, cause.data.slice()));
  const seen: number[] = [];
  const model = await train({
    train: table,
    options,
    latents: (embeddings) => (seen.push(...embeddings.map(({ numColumns }) => numColumns)), latents),
  });
  expect(seen).toEqual([3, 3]);
  expect(model.weights['latent.0.head.weight'].shape).toEqual([3, 6]);
  for (const modality of ['audio', 'image', 'text']) {
    const embedding = embed(model, table, [modality]);
    const cosines = Array.from({ length: 40 }, (_, i) => cosine(row(embedding, i), row(latents, i)));
    expect(cosines.reduce((sum: number, x: number) => sum + x / 40, 0)).toBeGreaterThan(0.8);
    expect(Math.hypot(...row(embedding, 7))).toBeCloseTo(1, 5);
  }
});

/** of two rows of length 1 */
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, k) => sum + x * b[k], 0);

test.each(['mean', 'sum', 'concat', 'productOfExperts', 'mixture', 'gatedAttention'] as const)(
  '%s learns to reconstruct, with a deterministic and a Gaussian latent',
  async (fusion) => {
    for (const latent of ['deterministic', 'gaussian'] as const) {
      const objective = { divergence: latent === 'gaussian' ? 1e-3 : 0 };
      const losses: number[] = [];
      const options = {
        stages: { plain: { network: { ...smallNetwork, fusion, latent }, objective, training: { epochs: 60, learningRate: 2e-2 } } },
      };
      await train({ train: table, options, onProgress: (p) => void losses.push(p.losses.loss) });
      expect(losses.at(-1)! / losses[0]).toBeLessThan(0.7);
    }
  },
);
