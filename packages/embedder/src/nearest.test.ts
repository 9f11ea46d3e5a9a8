import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { nearest } from './index.ts';

const random = seededRandom(5);
const points = (numRows: number) => matrix(numRows, 3, Float32Array.from({ length: 3 * numRows }, random.normal));
const cosine = (a: Float32Array, b: Float32Array) => {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

test('nearest finds the same rows as sorting all similarities, over several chunks of queries', () => {
  const [queries, gallery] = [points(150), points(40)];
  const rowsOf = ({ data, numRows }: typeof gallery) => Array.from({ length: numRows }, (_, i) => data.subarray(3 * i, 3 * i + 3));
  const found = nearest(queries, gallery, 4);
  rowsOf(queries).forEach((query, i) => {
    const sorted = rowsOf(gallery)
      .map((candidate, row) => ({ row, similarity: cosine(query, candidate) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, 4);
    expect(found[i].map(({ row }) => row)).toEqual(sorted.map(({ row }) => row));
    expect(Math.abs(found[i][3].similarity - sorted[3].similarity)).toBeLessThan(1e-6);
  });
});

test('among equally near rows the first is first; rows of zeros are near to nothing', () => {
  const gallery = matrix(4, 2, Float32Array.of(0, 2, 0, 0, 0, 1, 1, 0));
  expect(nearest(matrix(1, 2, Float32Array.of(0, 5)), gallery, 3)[0].map(({ row }) => row)).toEqual([0, 2, 3]);
  expect(nearest(matrix(1, 2), gallery, 3)).toEqual([[]]);
});

test('another width is refused', () => {
  expect(() => nearest(points(1), matrix(1, 4), 1)).toThrow('nearest: expected queries as wide as the gallery, 4, got 3');
});
