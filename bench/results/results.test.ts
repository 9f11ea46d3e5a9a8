// Covers `rows.ts`, `runs.ts`, `scores.ts` and `tables.ts`.
import { readFileSync } from 'node:fs';
import { chooseRows } from './rows.ts';
import { dictionaryRuns, jobsOf, pretrainedRuns, runs, type DictionaryRunName, type PretrainedRunName, type RunName } from './runs.ts';
import { clusteringColumns, toTable } from './scores.ts';
import { dictionaryTablesOf, pretrainedTablesOf, tablesOf } from './tables.ts';
import type { ScoredRun } from './train-and-score.ts';

test('a cell is the mean over seeds and their deviation; a measure that does not apply is a dash', () => {
  const retrieval = { 'audio->image': { map: 0.2 }, 'image->audio': { map: 0.4 }, 'audio+image->text': { map: 1 } };
  const scores = [
    { nmi: 0.6, ari: 0.3, retrieval, instances: {} },
    { nmi: 0.7, ari: 0.3, retrieval, missing: { '0.5': { nmi: 0.4 } } },
  ];
  const [, , line] = toTable('', clusteringColumns, [{ name: 'PCA', scores }]).split('\n');
  expect(line).toBe('| PCA | .650 ± .071 | .300 ± .000 | .300 ± .000 | – | – | – | – |');
});

const row = (split: string, audio: string, text: string) => ({ split, label: text[0], audio, text });
const rows = [row('train', 'a.wav', 'x 1'), row('train', 'a.wav', 'x 2'), row('train', 'b.wav', 'x 1'), row('train', 'b.wav', 'x 3')];

test('train without repeats keeps a row whose clip and text were in no kept row; test stays as it is', () => {
  const test = [row('test', 'a.wav', 'x 1'), row('test', 'a.wav', 'x 1')];
  expect(chooseRows([...rows, ...test], 'unrepeated')).toEqual([rows[0], rows[3], ...test]);
});

test('the common labels are those with the most train rows', () => {
  const labels = Array.from({ length: 12 }, (_, i) => String.fromCharCode(97 + i));
  const many = labels.flatMap((label, i) => Array.from({ length: i + 1 }, () => row('train', '', label)));
  const kept = chooseRows([...many, ...Array.from({ length: 50 }, () => row('ood', '', 'a'))], 'commonLabels');
  expect([...new Set(kept.map(({ label }) => label))]).toEqual(labels.slice(2));
});

test('a line with fewer seeds than the others says so', () => {
  const lines = [
    { name: 'PCA', scores: [{ nmi: 0.25 }, { nmi: 0.75 }] },
    { name: 'MCCA', scores: [{ nmi: 0.5, instances: { 'audio->text': { recallAt1: 0.1, recallAt5: 0.2, recallAt10: 0.3 } } }] },
  ];
  const [, , first, second] = toTable('', clusteringColumns, lines).split('\n');
  expect(first).toMatch(/^\| PCA \| .500 ± .354 \|/);
  expect(second).toBe('| MCCA (1 seed) | .500 | – | – | – | .100 | .200 | .300 |');
});

test('lines without a finished run are named below the table; a table without any says so', () => {
  const [measured, missing] = [
    { name: 'PCA', scores: [{ nmi: 0.25 }] },
    { name: 'MCCA', scores: [] },
  ];
  expect(toTable('', clusteringColumns, [measured, missing]).split('\n').slice(2)).toEqual([
    '| PCA | .250 | – | – | – | – | – | – |',
    '',
    'Not measured yet: MCCA.',
  ]);
  expect(toTable('', clusteringColumns, [missing])).toBe('Not measured yet.');
});

test('the longest runs are started first, each with its seeds', () => {
  const jobs = jobsOf(runs, [4, 5]);
  expect(jobs.slice(0, 3).map(({ name, seed }) => [name, seed])).toEqual([['tagged', 4], ['shuffled', 4], ['full', 4]]); // prettier-ignore
  expect(jobs.filter(({ name }) => name === 'notSmoothed').map(({ seed }) => seed)).toEqual([4]);
  expect(jobsOf(runs, [4], ['plain']).map(({ name }) => name)).toEqual(['plain']);
  expect(() => jobsOf(runs, [4], ['plane'])).toThrow(/^results: expected --only out of full, .*, got plane\.$/);
});

test('every table has its section in the page, and every run is in a table', () => {
  const used = new Set<string>();
  const run: ScoredRun = { methods: {}, tags: { text: {} }, unexplained: {} };
  const none = {} as Record<RunName | PretrainedRunName | DictionaryRunName, ScoredRun[]>;
  const scored = new Proxy(none, { get: (_, name: string) => (used.add(name), [run]) });
  const page = readFileSync(new URL('../../docs/results.md', import.meta.url), 'utf8');
  const sections = [...page.matchAll(/^<!-- (\w+) -->$/gm)].map(([, name]) => name);
  const written = Object.keys({ ...tablesOf(scored, 1), ...pretrainedTablesOf(scored, 1), ...dictionaryTablesOf(scored, 1) });
  expect(sections).toEqual(expect.arrayContaining(written)); // other commands write the others
  expect([...used].sort()).toEqual(Object.keys({ ...runs, ...pretrainedRuns, ...dictionaryRuns }).sort());
});
