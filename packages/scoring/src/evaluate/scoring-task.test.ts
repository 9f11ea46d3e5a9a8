import { loadRun, type Run } from '../run.ts';
import { syntheticRun } from '../synthetic-folder.test.support.ts';
import { scoringTask } from './scoring-task.ts';

let run: Run;
beforeAll(async () => {
  run = await loadRun(await syntheticRun({ numTrain: 24, numTest: 30, numPreviews: 0, noise: { mmae: 1 } }));
});

test('clusters are fitted on train, and the labelled rows of test are scored', () => {
  const unlabelled = run.samples.map((sample, row) => (row === 24 ? { ...sample, label: undefined } : sample));
  const { split, train, scored, jointKey, labels } = scoringTask({ ...run, samples: unlabelled }, { seed: 0 });
  expect([split, jointKey, labels[24]]).toEqual(['test', 'audio+image+text', '']);
  expect([[...train], [...scored]]).toEqual([[...Array(24).keys()], Array.from({ length: 29 }, (_, i) => 25 + i)]);
});

test('modalities are removed at ten rates, and every row keeps at least one', () => {
  const { remaining, scored, present } = scoringTask(run, { seed: 0 });
  expect([...remaining.keys()]).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9']);
  expect(remaining.get('0')).toEqual([...scored].map((row) => present[row]));
  expect(remaining.get('0.9')!.every(({ length }) => length > 0)).toBe(true);
});

test('1,000 bootstrap draws by default; groups are drawn as a whole if there are at least 20', () => {
  expect(scoringTask(run, { seed: 4 }).draws).toMatchObject({ seed: 4, numResamples: 1000, groups: expect.any(Array) });
  expect(scoringTask(run, { seed: 0, numDraws: 7 }).draws.numResamples).toBe(7);
  const oneGroup = run.samples.map((sample) => ({ ...sample, group: 'take' }));
  expect(scoringTask({ ...run, samples: oneGroup }, { seed: 0 }).draws.groups).toBeUndefined();
});

test('too few samples are refused', () => {
  const samples = run.samples.map((sample, row) => ({ ...sample, split: row < 1 ? ('train' as const) : sample.split }));
  const few = samples.filter(({ split }, row) => split === 'test' || row === 0);
  expect(() => scoringTask({ ...run, samples: few }, { seed: 0 })).toThrow('got 1 in train and 30 in test.');
});
