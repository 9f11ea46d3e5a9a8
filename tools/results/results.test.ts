import { ofLabels, toCsv, withoutRepeats } from './manifests.ts';
import { toTable } from './table.ts';

const row = (split: string, audio: string, text: string, label = 'cat') => ({ split, label, audio, text });

test('train loses the rows that say a sound or a text again, test keeps its own', () => {
  const rows = [row('train', 'a', 't'), row('train', 'a', 'u'), row('train', 'b', 't'), row('train', 'b', 'u'), row('test', 'a', 't')];
  expect(withoutRepeats(rows)).toEqual([rows[0], rows[3], rows[4]]);
});

test('labels are picked, fields quoted', () => {
  const rows = [row('train', 'a', 'say "hi"', 'cat'), row('train', 'b', 'x', 'dog')];
  expect(toCsv(ofLabels(rows, ['cat']))).toBe('"split","label","audio","text"\n"train","cat","a","say ""hi"""\n');
});

test('a cell is the mean over seeds and their deviation; a measure without an answer is a dash', () => {
  const line = { name: 'PCA', experiment: 'luma', manifest: 'all', method: 'pca' };
  const scores = [
    { nmi: 0.6, ari: 0.3, missing: { '0.5': { nmi: 0.4 } } },
    { nmi: 0.7, ari: 0.3, missing: { '0.5': { nmi: 0.4 } } },
  ];
  expect(toTable([{ line, scores }], 2).split('\n')[2]).toBe('| PCA | .650 ± .071 | .300 ± .000 | – | .400 ± .000 |');
});
