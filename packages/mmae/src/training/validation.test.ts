import { startEngine } from '@mmae/tensor-engine';
import { train, type Checkpoint } from '../index.ts';
import { smallNetwork, syntheticTable } from '../tables.test.helper.ts';
import { validatorFor } from './validation.ts';
import { taskAt } from './network-task.ts';
import { firstCheckpoint } from './checkpoint.ts';
import { resolveMmaeOptions } from '../options.ts';

beforeAll(() => startEngine('wasm'));

test('with patience a network stops early and returns its best weights', async () => {
  const validation = syntheticTable(12, 50);
  const losses: number[] = [];
  const saved: Checkpoint[] = [];
  const training = { epochs: 300, patience: 3, learningRate: 0.05, schedule: 'constant' } as const;
  const model = await train({
    train: syntheticTable(10),
    validation,
    options: { stages: { plain: { network: smallNetwork, training } } },
    checkpointSeconds: 0,
    onProgress: (p) => void losses.push(p.validation!.loss),
    onCheckpoint: (checkpoint) => void saved.push(checkpoint),
  });
  expect(losses.length).toBeLessThan(300);
  const best = losses.indexOf(Math.min(...losses));
  expect(losses.length - 1 - best).toBe(3);
  expect(model.weights).toEqual(saved[best].weights);
});

test('there is no validation loss without validation rows, or where only codes are learned', () => {
  const train = syntheticTable(8);
  const checkpoint = (objective: object) => firstCheckpoint(resolveMmaeOptions({ stages: { plain: { objective } } }), train);
  const validator = validatorFor(taskAt(checkpoint({}), { train, validation: syntheticTable(3) }));
  expect(validator).toBeDefined();
  validator!.dispose();
  expect(validatorFor(taskAt(checkpoint({}), { train, validation: syntheticTable(0) }))).toBeUndefined();
  expect(validatorFor(taskAt(checkpoint({ reconstruction: 0, codes: 1 }), { train, validation: syntheticTable(3) }))).toBeUndefined();
});
