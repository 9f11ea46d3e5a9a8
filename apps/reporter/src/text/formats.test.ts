import { clearWinners, evaluateRun, loadRun, mainScores, type Results, runDifferences, seedRepeats } from '@mmae/scoring';
import { comparePage } from '../page/compare-page.ts';
import { syntheticRun } from '../synthetic-folder.test.support.ts';
import { asCsv, asJson, asMarkdown, asTable } from './formats.ts';

const planted = async (name: string, seed: number, noise: Readonly<Record<string, number>>): Promise<Results> => {
  const run = await loadRun(await syntheticRun({ numTrain: 64, numTest: 60, numPreviews: 0, seed, noise }));
  return evaluateRun({ ...run, name, folder: run.folder }, { seed: 0, numDraws: 100, onProgress: () => undefined });
};

let good: Results;
let poor: Results;
beforeAll(async () => {
  good = await planted('good', 7, { mmae: 0.7, pca: 1.6, 'control.untrained': 3 });
  poor = await planted('poor', 8, { mmae: 2.5 });
});

describe('one run', () => {
  test('as CSV: a line per method and measure', () => {
    const lines = asCsv([good]).split('\n');
    expect(lines[0]).toBe('run,method,measure,value,low,high');
    const { nmi, intervals } = mainScores(good);
    expect(lines[1]).toBe(`good,mmae,nmi,${nmi},${intervals!.nmi[0]},${intervals!.nmi[1]}`);
    expect(lines.some((line) => line.startsWith('good,control.untrained,nmi,0.'))).toBe(true);
  });

  test('as Markdown: the outcome, the table, the cautions', () => {
    const text = asMarkdown([good]);
    expect(text).toMatch(
      /^# \d+ of 100 unseen items land in the correct cluster \(of\u00a08\)\n\nMMAE assigned 60 unseen items to 8 clusters, using only their audio, image and text\. It saw no labels in training\./,
    );
    expect(text).toContain('MMAE clusters this archive better than every baseline.');
    expect(text).toMatch(/^\| MMAE \| \S+ \(\S+\) \|/m);
    expect(text).toContain('- Only 60 items were held out, so the intervals are wide.');
    expect(text).toMatch(/- Without any training, the network reaches NMI \.\d\d: the scores come from training/);
  });
});

describe('two runs', () => {
  test('as a table: settings that differ, then a line per run and method', () => {
    const table = asTable([good, poor]);
    expect(table).toMatch(/^setting +good +poor\nexperiment\.seed +7 +8\n/);
    expect(table).toMatch(/^poor: MMAE +\.\d\d/m);
  });

  test('as JSON: both evaluations, and the differences of the second run from the first', () => {
    const { runs, differences } = JSON.parse(asJson([good, poor]));
    expect(Object.keys(runs)).toEqual([good.run.folder, poor.run.folder]);
    expect(differences[poor.run.folder].nmi.value).toBeCloseTo(mainScores(poor).nmi! - mainScores(good).nmi!, 12);
  });

  test('the better run wins only if the difference is significant', () => {
    expect(clearWinners([poor, good]).nmi).toBe(good);
    expect(clearWinners([good, good])).toEqual({});
    expect(clearWinners([good, poor]).silhouetteClusters).toBeUndefined();
  });

  test('runs scored on other items are not compared', () => {
    const other = { ...poor, draws: { ...poor.draws, ids: [...poor.draws.ids].reverse() } };
    expect(runDifferences(good, other)).toBeUndefined();
    expect(comparePage([good, other])).toContain('Scored on other items than good, so not compared: poor.');
  });

  test('runs that differ only in their seed are combined, with their spread', () => {
    const [group] = seedRepeats([good, poor]);
    expect(group.spreads.nmi.mean).toBeCloseTo((mainScores(good).nmi! + mainScores(poor).nmi!) / 2, 12);
    const otherModel = { ...poor, run: { ...poor.run, config: { ...poor.run.config, engine: 'other' } } };
    expect(seedRepeats([good, otherModel])).toEqual([]);
  });

  test('the page says which run is best, or that none is', () => {
    expect(comparePage([good, poor])).toContain('good is significantly better than every other run by NMI and ARI.');
    expect(comparePage([good, good])).toContain('No run is significantly better than all others by both NMI and ARI.');
  });
});
