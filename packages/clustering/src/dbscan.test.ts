import { fromRows, separatedPoints, reference, samePartition } from './points.test.helpers.ts';
import { dbscan, noise } from './index.ts';

test('equals scikit-learn', () => {
  const { radius, minPoints, clusters } = reference.dbscan;
  expect([...dbscan(fromRows(reference.points), { radius, minPoints })]).toEqual(clusters);
});

test('clusters larger than a block of points are found whole', () => {
  const clusters = dbscan(separatedPoints(900, 6, 3), { radius: 6, minPoints: 4 });
  expect(
    samePartition(
      clusters,
      Array.from({ length: 900 }, (_, i) => i % 3),
    ),
  ).toBe(true);
});

test('an isolated point is noise, unless minPoints is 1', () => {
  const points = fromRows([[0], [0.5], [9]]);
  expect([...dbscan(points, { radius: 1, minPoints: 2 })]).toEqual([0, 0, noise]);
  expect([...dbscan(points, { radius: 1, minPoints: 1 })]).toEqual([0, 0, 1]);
});

test('a radius that is not positive is refused', () => {
  expect(() => dbscan(fromRows([[0]]), { radius: 0 })).toThrow('dbscan: expected radius > 0 and minPoints >= 1, got radius=0, minPoints=5');
});
