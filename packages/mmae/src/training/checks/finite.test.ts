import { InputError } from '@mmae/input';
import { matrix } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { train, type Checkpoint } from '../../index.ts';
import { smallNetwork, syntheticTable } from '../../tables.test.helper.ts';

const table = syntheticTable(40);

beforeAll(() => startEngine('wasm'));

test('a loss that is not finite ends the training with step, term and remedy, and leaves no tensors', async () => {
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
  const training = train({ train: huge, options: { stages: { plain: { network: smallNetwork } } } });
  await expect(training).rejects.toThrow(InputError);
  await expect(training).rejects.toThrow(
    /train: expected finite losses, got Infinity as audio at stage plain, network 1, epoch 1, step 1, in a batch of 40 rows \(s\d+, s\d+, s\d+, …\)\. Lower learningRate \(0\.001\)/,
  );
  expect(tf.memory().numTensors).toBe(before);
});

test('weights that are not finite never reach a checkpoint', async () => {
  const saved: Checkpoint[] = [];
  const training = train({
    train: table,
    options: { stages: { plain: { network: smallNetwork, training: { learningRate: 1e39 } } } }, // beyond single precision
    checkpointSeconds: 0,
    onCheckpoint: (checkpoint) => void saved.push(checkpoint),
  });
  await expect(training).rejects.toThrow(
    /train: expected finite weights, got -?Infinity in \S+ at stage plain, network 1, epoch 1, step 1, after the step\. Lower learningRate/,
  );
  expect(saved).toEqual([]);
});
