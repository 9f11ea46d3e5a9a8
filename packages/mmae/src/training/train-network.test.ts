import { startEngine } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { train, type Checkpoint } from '../index.ts';
import { maxDifference, smallNetwork, syntheticTable, withoutModality } from '../tables.test.helper.ts';

const table = syntheticTable(40);

beforeAll(() => startEngine('wasm'));

test('the losses of an epoch are means over its rows', async () => {
  const options = {
    stages: { plain: { network: smallNetwork, training: { learningRate: 1e-12, epochs: 1, batchSize: 20, weightDecay: 0 } } },
  };
  const losses: number[] = [];
  await train({ train: table, options, onProgress: (p) => void losses.push(p.losses.loss) });
  const whole: number[] = [];
  await train({
    train: table,
    options: { stages: { plain: { network: smallNetwork, training: { ...options.stages.plain.training, batchSize: 40 } } } },
    onProgress: (p) => void whole.push(p.losses.loss),
  });
  expect(losses[1]).toBeCloseTo(whole[0], 4);
  expect(losses[0]).not.toBeCloseTo(whole[0], 4);
});

test('the encoder of a missing modality gets a gradient of exactly zero: without weight decay its weights do not change', async () => {
  const first = withoutModality(table, 'text', (row) => row > 1); // only rows 0 and 1 have a text
  const steps: Checkpoint[] = [];
  const options = { stages: { plain: { network: smallNetwork, training: { epochs: 1, batchSize: 1, weightDecay: 0 } } } };
  const request = { train: withoutModality(first, 'image', (row) => row < 2), options };
  await train({ ...request, checkpointSeconds: 0, onCheckpoint: (checkpoint) => void steps.push(checkpoint) });
  const encoderOf = ({ weights, optimizer }: Checkpoint) =>
    Object.entries({ ...weights, ...optimizer })
      .filter(([name]) => name.includes('text.encoder'))
      .map(([, { data }]) => data);
  const changes = steps
    .slice(1, 40)
    .map((checkpoint, i) => encoderOf(checkpoint).some((data, k) => maxDifference(data, encoderOf(steps[i])[k]) > 0));
  const firstChange = changes.indexOf(true);
  // before the first batch with row 0 or 1, the moments are exactly zero and the weights are the initial ones
  expect(firstChange).toBeGreaterThan(0);
  const moments = Object.entries(steps[firstChange].optimizer).filter(([name]) => name.includes('text.encoder'));
  expect(moments.every(([, { data }]) => data.every((x) => x === 0))).toBe(true);
});

test('the number of tensors is the same after every step, and the same after a training as before', async () => {
  const before = tf.memory().numTensors;
  const during = new Set<number>();
  const options = { stages: { plain: { network: smallNetwork, training: { epochs: 30 } } } };
  await train({
    train: table,
    validation: syntheticTable(9, 2),
    options,
    onProgress: ({ step }) => void (step > 1 && during.add(tf.memory().numTensors)),
  });
  expect(during.size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});
