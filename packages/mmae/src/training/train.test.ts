import { matrix } from '@mmae/matrix';
import { engineStatus, startEngine } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import {
  embed,
  modelOf,
  reconstruct,
  train,
  type Checkpoint,
  type MmaeOptions,
  type Progress,
  type Weights,
  type Written,
} from '../index.ts';
import { sharedCauses, without, worst } from '../tables.test.helper.ts';

const small = { latentDim: 3, encoder: { hidden: [8] }, decoder: { hidden: [8] } };
const table = sharedCauses(40);
const codesOfSign = (embeddings: readonly { data: Float32Array; numColumns: number }[]) =>
  Array.from({ length: 40 }, (_, i) => Number(embeddings[0].data[i * embeddings[0].numColumns] > 0));

/** Everything that draws or remembers: dropout, copies, a Gaussian latent, early stopping, two stages of two networks. */
const demanding: Written<MmaeOptions> = {
  seed: 5,
  stages: {
    shared: {
      numNetworks: 2,
      network: { ...small, latent: 'gaussian', privateDim: 1 },
      objective: {
        subsets: 2,
        agreement: 1,
        variance: 1,
        covariance: 0.1,
        divergence: 0.01,
        divergenceWarmUpEpochs: 1,
        balance: 'learned',
      },
      training: { epochs: 2, batchSize: 13, patience: 2, inputNoise: 0.1, modalityDropout: 0.2, schedule: 'plateau', plateauPatience: 0 },
    },
    named: {
      network: { ...small, fusion: 'sum', encoder: { hidden: [8], dropout: 0.3 } },
      objective: { reconstruction: 0, codes: 2 },
      training: { epochs: 2, batchSize: 20, inputDropout: 0.2, warmUpSteps: 2 },
    },
  },
};
const augmented = { ...table, copies: { audio: [table.blocks.audio, sharedCauses(40, 9).blocks.audio] } };

beforeAll(() => startEngine('wasm'));

test('eight rows are learnt by heart', async () => {
  const eight = sharedCauses(8);
  const options = {
    stages: {
      plain: {
        network: { ...small, latentDim: 8, encoder: { hidden: [32] }, decoder: { hidden: [32] } },
        training: { epochs: 120, learningRate: 3e-2 },
      },
    },
  };
  const model = await train({ train: eight, options });
  for (const to of ['audio', 'image', 'text']) {
    expect(worst(reconstruct(model, eight, ['audio', 'image', 'text'], to).data, eight.blocks[to].data)).toBeLessThan(0.15);
    expect(worst(reconstruct(model, eight, ['image'], to).data, eight.blocks[to].data)).toBeLessThan(0.3);
  }
});

test('the same seed gives the same bits, another seed others', async () => {
  const weights = async (seed: number) =>
    (await train({ train: augmented, validation: sharedCauses(9, 2), codes: codesOfSign, options: { ...demanding, seed } })).weights;
  const first = await weights(5);
  expect(await weights(5)).toEqual(first);
  expect(await weights(6)).not.toEqual(first);
});

const available = (await engineStatus()).filter(({ available }) => available).map(({ name }) => name);
describe.each(available)('on %s', (engine) => {
  beforeAll(() => startEngine(engine));
  afterAll(() => startEngine('wasm'));

  test('a training goes on from any step to the same bits', async () => {
    const request = { train: augmented, validation: sharedCauses(9, 2), codes: codesOfSign, checkpointSeconds: 0 };
    const checkpoints: Checkpoint[] = [];
    const straight = await train({
      ...request,
      options: demanding,
      onCheckpoint: (checkpoint) => void checkpoints.push(onDisk(checkpoint)),
    });
    expect(checkpoints.length).toBeGreaterThan(12);
    for (const checkpoint of checkpoints.filter((_, i) => i % 4 === 1)) {
      const resumed = await train({ ...request, resumeFrom: checkpoint });
      expect(resumed).toEqual(straight);
    }
  });
});

/** A checkpoint as JSON and a file that sorts its names would bring it back. */
function onDisk({ weights, optimizer, state }: Checkpoint): Checkpoint {
  const sorted = (arrays: Weights) => structuredClone(Object.fromEntries(Object.entries(arrays).sort(([a], [b]) => (a < b ? -1 : 1))));
  return { weights: sorted(weights), optimizer: sorted(optimizer), state: JSON.parse(JSON.stringify(state)) };
}

test('an interrupted training hands out its checkpoint, and ends with the reason', async () => {
  const controller = new AbortController();
  const kept: Checkpoint[] = [];
  const training = train({
    train: table,
    options: { stages: { plain: { network: small } } },
    signal: controller.signal,
    checkpointSeconds: 1000,
    onProgress: ({ step }) => void (step === 3 && controller.abort(new Error('enough'))),
    onCheckpoint: (checkpoint) => void kept.push(checkpoint),
  });
  await expect(training).rejects.toThrow('enough');
  expect(kept.map(({ state }) => state.position.step)).toEqual([3]);
  expect(() => modelOf(kept[0])).toThrow('modelOf: expected a finished training, got one at step 3 of network 1. Resume it.');
  const model = await train({ train: table, resumeFrom: kept[0] });
  expect(model).toEqual(await train({ train: table, options: { stages: { plain: { network: small } } } }));
});

test('progress tells stage, epoch, terms, speed and time left', async () => {
  const told: Progress[] = [];
  await train({
    train: augmented,
    validation: sharedCauses(9, 2),
    codes: codesOfSign,
    options: demanding,
    onProgress: (p) => void told.push(p),
  });
  // 3 batches an epoch, two epochs, two networks; then 2 batches, two epochs
  expect(told.map(({ step }) => step)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(
    told.filter(({ endOfEpoch }) => endOfEpoch).map(({ epoch, stage, network, networkEpoch }) => [epoch, stage, network, networkEpoch]),
  ).toEqual([
    [1, 'shared', 1, 1],
    [2, 'shared', 1, 2],
    [3, 'shared', 2, 1],
    [4, 'shared', 2, 2],
    [5, 'named', 1, 1],
    [6, 'named', 1, 2],
  ]);
  expect(Object.keys(told[2].losses)).toEqual([
    'loss',
    'audio',
    'image',
    'text',
    'agreement',
    'variance',
    'covariance',
    'divergence',
    'gradientNorm',
  ]);
  expect(Object.keys(told[2].validation!)).toContain('agreement');
  expect(Object.keys(told[13].losses)).toEqual(['loss', 'codes', 'gradientNorm']);
  expect(told[13].validation).toBeUndefined();
  expect(told.every(({ samplesPerSecond }) => samplesPerSecond > 0)).toBe(true);
  expect(told[15].secondsLeft).toBe(0);
  expect(told[0].secondsLeft).toBeGreaterThan(told[0].seconds);
});

test('losses of an epoch are means over its rows', async () => {
  const options = { stages: { plain: { network: small, training: { learningRate: 1e-12, epochs: 1, batchSize: 20, weightDecay: 0 } } } };
  const losses: number[] = [];
  await train({ train: table, options, onProgress: (p) => void losses.push(p.losses.loss) });
  const whole: number[] = [];
  await train({
    train: table,
    options: { stages: { plain: { network: small, training: { ...options.stages.plain.training, batchSize: 40 } } } },
    onProgress: (p) => void whole.push(p.losses.loss),
  });
  expect(losses[1]).toBeCloseTo(whole[0], 4);
  expect(losses[0]).not.toBeCloseTo(whole[0], 4);
});

test('with patience a network stops early, and its best weights return', async () => {
  const validation = sharedCauses(12, 50);
  const losses: number[] = [];
  const kept: Checkpoint[] = [];
  const training = { epochs: 300, patience: 3, learningRate: 0.05, schedule: 'constant' } as const;
  const model = await train({
    train: sharedCauses(10),
    validation,
    options: { stages: { plain: { network: small, training } } },
    checkpointSeconds: 0,
    onProgress: (p) => void losses.push(p.validation!.loss),
    onCheckpoint: (checkpoint) => void kept.push(checkpoint),
  });
  expect(losses.length).toBeLessThan(300);
  const best = losses.indexOf(Math.min(...losses));
  expect(losses.length - 1 - best).toBe(3);
  expect(model.weights).toEqual(kept[best].weights);
});

test('an absent modality’s encoder gets exactly no gradient: without decay and momentum it stays as it was', async () => {
  const first = without(table, 'text', (row) => row > 1); // only rows 0 and 1 have a text
  const steps: Checkpoint[] = [];
  const options = { stages: { plain: { network: small, training: { epochs: 1, batchSize: 1, weightDecay: 0 } } } };
  const request = { train: without(first, 'image', (row) => row < 2), options };
  await train({ ...request, checkpointSeconds: 0, onCheckpoint: (checkpoint) => void steps.push(checkpoint) });
  const encoderOf = ({ weights, optimizer }: Checkpoint) =>
    Object.entries({ ...weights, ...optimizer })
      .filter(([name]) => name.includes('text.encoder'))
      .map(([, { data }]) => data);
  const changes = steps
    .slice(1, 40)
    .map((checkpoint, i) => encoderOf(checkpoint).some((data, k) => worst(data, encoderOf(steps[i])[k]) > 0));
  const firstChange = changes.indexOf(true);
  // until row 0 or 1 comes, its first moments are exactly zero and its weights do not move
  expect(firstChange).toBeGreaterThan(0);
  const moments = Object.entries(steps[firstChange].optimizer).filter(([name]) => name.includes('text.encoder'));
  expect(moments.every(([, { data }]) => data.every((x) => x === 0))).toBe(true);
});

test('rows that have nothing in common train together', async () => {
  const halves = without(
    without(
      without(table, 'audio', (row) => row < 20),
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
        plain: { network: small, objective: { agreement: 1, variance: 1, covariance: 1 }, training: { epochs: 60, learningRate: 1e-2 } },
      },
    },
  });
  const rebuilt = reconstruct(model, halves, ['image'], 'image');
  const seen = matrix(20, 6, rebuilt.data.slice(0, 120));
  expect(worst(seen.data, halves.blocks.image.data.subarray(0, 120))).toBeLessThan(2);
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

test('no tensor is left behind, and none gathers from step to step', async () => {
  const before = tf.memory().numTensors;
  const during = new Set<number>();
  const options = { stages: { plain: { network: small, training: { epochs: 30 } } } };
  await train({
    train: table,
    validation: sharedCauses(9, 2),
    options,
    onProgress: ({ step }) => void (step > 1 && during.add(tf.memory().numTensors)),
  });
  expect(during.size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});

test('a loss that is no longer finite stops with step, term and remedy, and nothing is left behind', async () => {
  const huge = {
    ...table,
    blocks: {
      ...table.blocks,
      image: matrix(
        40,
        6,
        table.blocks.image.data.map((x) => x * 1e20),
      ),
    },
  };
  const before = tf.memory().numTensors;
  const training = train({ train: huge, options: { stages: { plain: { network: small } } } });
  await expect(training).rejects.toThrow(
    /train: expected finite losses, got Infinity as audio at stage plain, network 1, epoch 1, step 1, in a batch of 40 rows \(s\d+, s\d+, s\d+, …\)\. Lower learningRate \(0\.001\)/,
  );
  expect(tf.memory().numTensors).toBe(before);
});

test('weights that are no longer finite never reach a checkpoint', async () => {
  const kept: Checkpoint[] = [];
  const training = train({
    train: table,
    options: { stages: { plain: { network: small, training: { learningRate: 1e39 } } } }, // beyond single precision
    checkpointSeconds: 0,
    onCheckpoint: (checkpoint) => void kept.push(checkpoint),
  });
  await expect(training).rejects.toThrow(
    /train: expected finite weights, got -?Infinity in \S+ at stage plain, network 1, epoch 1, step 1, after the step\. Lower learningRate/,
  );
  expect(kept).toEqual([]);
});

test('the codes of a stage are learnt: every modality alone tells them', async () => {
  const options: Written<MmaeOptions> = {
    stages: {
      shared: { network: small, training: { epochs: 5 } },
      named: {
        network: { ...small, fusion: 'sum' },
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
  expect(model.description.numCodes).toEqual({ named: 2 });
  for (const modality of ['audio', 'image', 'text']) {
    const embedding = embed(model, apart, [modality]);
    expect(embedding.numColumns).toBe(2);
    expect(codes.every((code, i) => embedding.data[2 * i + code] ** 2 > 0.5)).toBe(true);
    expect(embedding.data[0] ** 2 + embedding.data[1] ** 2).toBeCloseTo(1, 5);
  }
});

test.each(['mean', 'sum', 'concat', 'productOfExperts', 'mixture', 'gatedAttention'] as const)(
  '%s learns to rebuild, with a Gaussian latent too',
  async (fusion) => {
    for (const latent of ['deterministic', 'gaussian'] as const) {
      const objective = { divergence: latent === 'gaussian' ? 1e-3 : 0 };
      const losses: number[] = [];
      const options = {
        stages: { plain: { network: { ...small, fusion, latent }, objective, training: { epochs: 60, learningRate: 2e-2 } } },
      };
      await train({ train: table, options, onProgress: (p) => void losses.push(p.losses.loss) });
      expect(losses.at(-1)! / losses[0]).toBeLessThan(0.7);
    }
  },
);
