import { adjustedRandIndex, contingency, fowlkesMallowsIndex } from './contingency.ts';

test('the table has the sizes of all classes, and only the cells that are not empty', () => {
  const table = contingency('test', ['owl', 'owl', 'hen', 'kite'], [5, 5, 5, 7]);
  expect([table.labelNames, [...table.labelSizes]]).toEqual([['owl', 'hen', 'kite'], [2, 1, 1]]); // prettier-ignore
  expect([table.clusterNames, [...table.clusterSizes]]).toEqual([[5, 7], [3, 1]]); // prettier-ignore
  expect(table.cells).toEqual([
    { label: 0, cluster: 0, count: 2 },
    { label: 1, cluster: 0, count: 1 },
    { label: 2, cluster: 1, count: 1 },
  ]);
});

test('pairs of four samples, counted by hand', () => {
  // Pairs: 1 together in both, 2 only in the cluster, 0 only in the label, 3 in neither.
  const table = contingency('test', ['owl', 'owl', 'hen', 'kite'], [5, 5, 5, 7]);
  expect(fowlkesMallowsIndex(table)).toBeCloseTo(Math.sqrt(1 / 3), 12);
  expect(adjustedRandIndex(table)).toBeCloseTo((2 * (1 * 3 - 0)) / ((1 + 0) * (0 + 3) + (1 + 2) * (2 + 3)), 12);
});
