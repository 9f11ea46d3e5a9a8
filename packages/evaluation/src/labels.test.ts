import { matrix } from '@mmae/matrix';
import { checkFinite, membersOf, orderByCluster, toPartition, toSharedCodes } from './labels.ts';

test('classes are numbered in order of first appearance, and 1 is not "1"', () => {
  const { codes, names, sizes } = toPartition('caller', [1, 'owl', '1', 1]);
  expect([[...codes], names, [...sizes]]).toEqual([[0, 1, 2, 0], [1, 'owl', '1'], [2, 1, 1]]); // prettier-ignore
});

test('whole numbers are numbered by a table as by a Map', () => {
  const labels = [7, 3, 4096, 7, 0];
  expect(toPartition('caller', Uint32Array.from(labels))).toEqual(toPartition('caller', labels));
});

test('codes of two arrays are shared', () => {
  const [first, second] = toSharedCodes('caller', ['owl', 'hen'], ['hen', 'kite']);
  expect([[...first], [...second]]).toEqual([[0, 1], [1, 2]]); // prettier-ignore
});

test('samples are sorted by cluster, in their original order within a cluster', () => {
  const order = orderByCluster('caller', ['b', 'a', 'b', 'a', 'b']);
  expect(membersOf(order).map((members) => [...members])).toEqual([[0, 2, 4], [1, 3]]); // prettier-ignore
});

test.each([
  [() => toPartition('caller', []), 'caller: expected at least one label, got none'],
  [() => toPartition('caller', ['a', NaN]), 'caller: expected strings or numbers as labels, got NaN at 1'],
  [() => orderByCluster('caller', ['a', 'b', 'c']), 'caller: expected 2 to 2 clusters of 3 points, got 3'],
  [
    () => checkFinite('caller', matrix(2, 2, Float32Array.of(0, 1, Infinity, 3))),
    'caller: expected finite numbers, got Infinity at row 1, column 0',
  ],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});
