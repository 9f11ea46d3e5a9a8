import { chooseRows } from './rows.ts';
import { clusteringColumns, toTable } from './scores.ts';

test('a cell is the mean over seeds and their deviation; a measure that does not apply is a dash', () => {
  const retrieval = { 'audio->image': { map: 0.2 }, 'image->audio': { map: 0.4 }, 'audio+image->text': { map: 1 } };
  const scores = [
    { nmi: 0.6, ari: 0.3, retrieval },
    { nmi: 0.7, ari: 0.3, retrieval, missing: { '0.5': { nmi: 0.4 } } },
  ];
  const [, , line] = toTable('', clusteringColumns, [{ name: 'PCA', scores }]).split('\n');
  expect(line).toBe('| PCA | .650 ± .071 | .300 ± .000 | .300 ± .000 | – |');
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
