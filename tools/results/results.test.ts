import { toTable } from './table.ts';

test('a cell is the mean over seeds and their deviation; a measure without an answer is a dash', () => {
  const line = { name: 'PCA', experiment: 'luma', method: 'pca' };
  const scores = [
    { nmi: 0.6, ari: 0.3, missing: { '0.5': { nmi: 0.4 } } },
    { nmi: 0.7, ari: 0.3, missing: { '0.5': { nmi: 0.4 } } },
  ];
  expect(toTable([{ line, scores }], 2).split('\n')[2]).toBe('| PCA | .650 ± .071 | .300 ± .000 | – | .400 ± .000 |');
});
