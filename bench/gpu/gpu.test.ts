// Covers `card.ts`, `operations.ts`, `side-here.ts`, `tables.ts` and `whole-training.ts`, which `gpu.ts` runs.
import { expect, test } from '@jest/globals';
import type { Measurement } from '../measure.ts';
import type { WorkRow } from '../row.ts';
import { CardProblem, describeCard } from './card.ts';
import { compareWithCpu } from './operations.ts';
import { sideHere } from './side-here.ts';
import { operationsTable, timesTable, type GpuLine } from './tables.ts';
import { wholeTrainingRow } from './whole-training.ts';

const measurement: Measurement = {
  agreement: [],
  ours: { seconds: [0.6], median: 0.6, peakBytes: null },
  peer: { seconds: [0.4], median: 0.4, peakBytes: null },
  ratio: { median: 1.5, min: 1.4, max: 1.6 },
};
const line: GpuLine = { title: 'steps', engine: 'webgpu', peerName: 'PyTorch', numSamples: 12_800, target: 2 };

test('a measured row has times, samples a second and the ratio; a missed target is marked', () => {
  const [, , met, missed] = timesTable(
    [
      { ...line, measurement },
      { ...line, target: 1.2, measurement },
    ],
    'a card',
  ).split('\n');
  expect(met).toBe('| steps | webgpu | PyTorch | 600 ms, 21,333 samples/s | 400 ms, 32,000 samples/s | **1.50** (1.40–1.60) | ≤ 2 |');
  expect(missed).toContain('| ≤ 1.2, missed |');
});

test('a row without figures says why, and the table ends with the card', () => {
  const table = timesTable(
    [
      { ...line, skipped: 'not set up' },
      { ...line, failed: 'they disagree' },
    ],
    'a card',
  );
  expect(table).toContain('not measured: not set up');
  expect(table).toContain('not measured: they disagree');
  expect(table).toMatch(/\nMeasured on: a card\.$/);
});

test('an operation that has other bits in a second run is marked', () => {
  expect(operationsTable([{ name: 'sum', difference: 1.23e-7, isRepeatable: false }])).toContain('| sum | 1.2e-7 | **no** |');
  expect(operationsTable([{ name: 'relu', difference: 0, isRepeatable: true }])).toContain('| relu | 0 | yes |');
});

test('operations on wasm are those on cpu, and the same again', async () => {
  const comparisons = await compareWithCpu('wasm', 45_000);
  expect(comparisons.length).toBeGreaterThan(5);
  for (const { difference, isRepeatable } of comparisons)
    expect({ isClose: difference < 1e-4, isRepeatable }).toEqual({ isClose: true, isRepeatable: true });
});

test('our side is prepared once, and each round gives seconds', async () => {
  let [numPrepared, numRounds] = [0, 0];
  const row = { prepare: async () => (numPrepared++, async () => (numRounds++, () => ({ losses: [numRounds] }))) } as unknown as WorkRow;
  const side = await sideHere(row, '');
  expect(await side.check()).toEqual({ losses: [1] });
  expect((await side.round()).seconds).toBeGreaterThanOrEqual(0);
  expect([numPrepared, numRounds]).toEqual([1, 2]);
});

test('both sides train as many epochs', () => {
  expect(wholeTrainingRow('webgpu', 'full.json').peer).toEqual({ name: 'PyTorch', script: 'whole_training', args: ['4', 'cuda'] });
});

test('without a card, or without PyTorch, the error says what to do', async () => {
  await expect(describeCard('no-such-python')).rejects.toThrow(CardProblem);
  await expect(describeCard('no-such-python')).rejects.toThrow(
    /^gpu: expected .*, got .*(Run "mmae-engine setup webgpu"|Install the driver|pip install torch)/,
  );
});
