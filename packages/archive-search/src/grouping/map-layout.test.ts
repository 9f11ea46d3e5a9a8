import { jest } from '@jest/globals';
import { matrix, row } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { mapLayout } from './map-layout.ts';

jest.setTimeout(60_000);

/** Points around `numGroups` directions, in turn. */
function groups(numPoints: number, numGroups: number) {
  const random = seededRandom(3);
  const points = matrix(numPoints, numGroups);
  for (let i = 0; i < numPoints; i++)
    row(points, i).set(Array.from({ length: numGroups }, (_, j) => Number(j === i % numGroups) + 0.1 * random.normal()));
  return points;
}

const distance = (positions: Float32Array, i: number, j: number) =>
  Math.hypot(positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]);

/** The share of points whose nearest other point is of their own group. */
function purity(positions: Float32Array, numGroups: number, sampled: readonly number[]): number {
  const isPure = (i: number) => {
    let nearest = -1;
    for (let j = 0; j < positions.length / 2; j++)
      if (j !== i && (nearest < 0 || distance(positions, i, j) < distance(positions, i, nearest))) nearest = j;
    return nearest % numGroups === i % numGroups;
  };
  return sampled.filter(isPure).length / sampled.length;
}

test('similar points are near each other, also those that are placed among landmarks', async () => {
  const shares: number[] = [];
  const positions = await mapLayout(groups(600, 5), { numLandmarks: 150, onProgress: (share) => void shares.push(share) });
  expect(positions).toHaveLength(1200);
  const sampled = Array.from({ length: 100 }, (_, i) => 6 * i);
  expect(purity(positions, 5, sampled)).toBeGreaterThan(0.95);
  expect(Math.max(...positions)).toBeLessThanOrEqual(1);
  expect(Math.min(...positions)).toBeGreaterThanOrEqual(-1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('the same points and seed give the same map', async () => {
  const points = groups(60, 3);
  expect(await mapLayout(points, { seed: 5 })).toEqual(await mapLayout(points, { seed: 5 }));
  expect(await mapLayout(points, { seed: 6 })).not.toEqual(await mapLayout(points, { seed: 5 }));
});

test('the wider direction is filled from −1 to 1', async () => {
  const positions = await mapLayout(groups(40, 2));
  const spans = [0, 1].map((axis) => {
    const values = [...positions].filter((_, i) => i % 2 === axis);
    return Math.max(...values) - Math.min(...values);
  });
  expect(Math.max(...spans)).toBeCloseTo(2, 5);
});

test('none, one and two points', async () => {
  expect([...(await mapLayout(matrix(0, 2)))]).toEqual([]);
  expect([...(await mapLayout(matrix(1, 2, Float32Array.of(1, 0))))]).toEqual([0, 0]);
  expect([...(await mapLayout(matrix(2, 2, Float32Array.of(1, 0, 0, 1))))]).toEqual([-1, 0, 1, 0]);
});

test('an aborted layout ends with the reason', async () => {
  await expect(mapLayout(groups(50, 2), { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
});
