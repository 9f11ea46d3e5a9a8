import { InputError } from '@mmae/input';
import { engineStatus, startEngine } from '@mmae/tensor-engine';
import { modelOf, train, type Checkpoint, type Weights } from '../index.ts';
import { smallNetwork, syntheticTable } from '../tables.test.helper.ts';
import { demandingLatentOptions, demandingOptions, demandingRequest } from './demanding.test.helper.ts';

const table = syntheticTable(40);
const options = { stages: { plain: { network: smallNetwork } } };

beforeAll(() => startEngine('wasm'));

const available = (await engineStatus()).filter(({ available }) => available).map(({ name }) => name);
describe.each(available)('on %s', (engine) => {
  beforeAll(() => startEngine(engine));
  afterAll(() => startEngine('wasm'));

  test.each([
    ['codes', demandingOptions],
    ['a latent', demandingLatentOptions],
  ])('a training with %s that is resumed from any step has bit-identical results', async (_, options) => {
    const request = { ...demandingRequest, checkpointSeconds: 0 };
    const checkpoints: Checkpoint[] = [];
    const uninterrupted = await train({
      ...request,
      options,
      onCheckpoint: (checkpoint) => void checkpoints.push(throughFiles(checkpoint)),
    });
    expect(checkpoints.length).toBeGreaterThan(12);
    for (const checkpoint of checkpoints.filter((_, i) => i % 4 === 1)) {
      const resumed = await train({ ...request, resumeFrom: checkpoint });
      expect(resumed).toEqual(uninterrupted);
    }
  });
});

/** The checkpoint after a round trip through JSON and a tensor file, which sorts its names. */
function throughFiles({ weights, optimizer, state }: Checkpoint): Checkpoint {
  const sorted = (arrays: Weights) => structuredClone(Object.fromEntries(Object.entries(arrays).sort(([a], [b]) => (a < b ? -1 : 1))));
  return { weights: sorted(weights), optimizer: sorted(optimizer), state: JSON.parse(JSON.stringify(state)) };
}

test('an aborted training hands out a checkpoint and throws the reason', async () => {
  const controller = new AbortController();
  const saved: Checkpoint[] = [];
  const training = train({
    train: table,
    options,
    signal: controller.signal,
    checkpointSeconds: 1000,
    onProgress: ({ step }) => void (step === 3 && controller.abort(new Error('enough'))),
    onCheckpoint: (checkpoint) => void saved.push(checkpoint),
  });
  await expect(training).rejects.toThrow('enough');
  expect(saved.map(({ state }) => state.position.step)).toEqual([3]);
  expect(() => modelOf(saved[0])).toThrow('modelOf: expected a finished training, got one at step 3 of network 1. Resume it.');
  const model = await train({ train: table, resumeFrom: saved[0] });
  expect(model).toEqual(await train({ train: table, options }));
});

describe('a checkpoint', () => {
  const saved: Checkpoint[] = [];
  beforeAll(() => train({ train: table, options, checkpointSeconds: 0, onCheckpoint: (checkpoint) => void saved.push(checkpoint) }));

  test('of another table is an InputError', async () => {
    const training = train({ train: syntheticTable(40, 3), resumeFrom: saved[0] });
    await expect(training).rejects.toThrow(InputError);
    await expect(training).rejects.toThrow(
      /train: expected the train table of the checkpoint \([0-9a-f]{8}…\), got [0-9a-f]{8}…\. Start a new run\./,
    );
  });

  test('with weights of another shape is refused', async () => {
    const weights = { ...saved[0].weights, 'plain.0.image.encoder.0.weight': { shape: [6, 5], data: new Float32Array(30) } };
    const training = train({ train: table, resumeFrom: { ...saved[0], weights } });
    await expect(training).rejects.toThrow(
      'networkWeights: expected shape [6, 8] for plain.0.image.encoder.0.weight, got [6, 5]. The weights are of another model.',
    );
    const { 'plain.0.image.encoder.0.weight': removed, ...others } = saved[0].weights;
    expect(removed.shape).toEqual([6, 8]);
    await expect(train({ train: table, resumeFrom: { ...saved[0], weights: others } })).rejects.toThrow('got none.');
  });

  test('of another format is an InputError', async () => {
    const state = { ...saved[0].state, formatVersion: 2 } as never;
    await expect(train({ train: table, resumeFrom: { ...saved[0], state } })).rejects.toThrow(
      'train: expected a checkpoint of format 1, got 2.',
    );
  });
});
