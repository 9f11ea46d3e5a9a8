import { clearWinners, evaluateRun, loadRun, mainScores, runDifferences, seedRepeats, type Results } from './index.ts';
import { syntheticRun } from './synthetic-folder.test.support.ts';

const planted = async (seed: number, mmae: number): Promise<Results> => {
  const run = await loadRun(await syntheticRun({ numTrain: 64, numTest: 60, numPreviews: 0, seed, noise: { mmae } }));
  return evaluateRun(run, { numDraws: 100 });
};

let good: Results;
let poor: Results;
beforeAll(async () => {
  good = await planted(7, 0.7);
  poor = await planted(8, 2.5);
});

test('differences are paired over the same drawn samples', () => {
  const { nmi } = runDifferences(good, poor)!;
  expect(nmi.value).toBeCloseTo(mainScores(good).nmi! - mainScores(poor).nmi!, 12);
  expect(nmi.interval[0]).toBeGreaterThan(0);
  expect(Object.keys(runDifferences(good, poor, ['nmi'])!)).toEqual(['nmi']);
  expect(runDifferences(good, good)!.nmi).toEqual({ value: 0, interval: [0, 0], pValue: 1 });
});

test('runs that score different samples have no differences', () => {
  const other = { ...poor, draws: { ...poor.draws, ids: [...poor.draws.ids].reverse() } };
  expect(runDifferences(good, other)).toBeUndefined();
  expect(clearWinners([good, other])).toEqual({});
});

test('a run wins only by more than chance, and never by a measure of its own space', () => {
  const winners = clearWinners([poor, good]);
  expect(winners.nmi).toBe(good);
  expect(winners.silhouetteClusters).toBeUndefined();
  expect(clearWinners([good, good])).toEqual({});
  expect(clearWinners([good])).toEqual({});
});

test('runs that differ only in their seed are repeats, with the spread of each measure', () => {
  const [repeats] = seedRepeats([good, poor]);
  expect(repeats.runs).toEqual([good, poor]);
  expect(repeats.spreads.nmi.mean).toBeCloseTo((mainScores(good).nmi! + mainScores(poor).nmi!) / 2, 12);
  const otherEngine = { ...poor, run: { ...poor.run, config: { ...poor.run.config, engine: 'other' } } };
  expect(seedRepeats([good, otherEngine])).toEqual([]);
});
