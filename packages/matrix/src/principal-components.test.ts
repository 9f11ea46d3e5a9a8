// Also tests `orthonormal-rows.ts`, by the randomized method.
import { readFileSync } from 'node:fs';
import { matrix, row, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';
import { principalComponents, projectOnto } from './principal-components.ts';
import { columnMeans, covariance } from './statistics.ts';
import { topEigen, randomRows } from './top-eigen.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/linear-algebra.json', import.meta.url), 'utf8'));
const { numRows, numColumns, points, components, variances, coordinates } = reference.pca;
const source = matrix(numRows, numColumns, Float32Array.from(points));

/** Rows around a mean far from zero, in a space of `rank` directions with variances 1, 1/4, 1/9 … and a little noise. */
function lowRankPoints(numPoints: number, numDimensions: number, rank: number, noise: number): Matrix {
  const scores = randomRows(numPoints, rank, 1);
  const result = multiply(
    matrix(
      numPoints,
      rank,
      scores.data.map((score, at) => score / (1 + (at % rank))),
    ),
    randomRows(rank, numDimensions, 2),
  );
  const noises = randomRows(numPoints, numDimensions, 3).data;
  return matrix(
    numPoints,
    numDimensions,
    result.data.map((value, at) => value + 5 + noise * noises[at]),
  );
}

test('scikit-learn finds the same components, variances and coordinates', () => {
  const found = principalComponents(source, 3);
  found.variances.forEach((variance, i) => expect(variance).toBeCloseTo(variances[i], 4));
  found.components.data.forEach((value, at) => expect(value).toBeCloseTo(components[at], 4));
  projectOnto(found, source).data.forEach((value, at) => expect(value).toBeCloseTo(coordinates[at], 4));
});

test('beyond 512 columns, the randomized method agrees with the covariance', () => {
  const wide = lowRankPoints(300, 520, 12, 0.01);
  const found = principalComponents(wide, 12);
  const exact = topEigen(covariance(wide), 12);
  for (let i = 0; i < 12; i++) expect(found.variances[i] / exact.values[i]).toBeCloseTo(1, 4);
  const scores = projectOnto(found, wide);
  expect(columnMeans(scores).every((mean) => Math.abs(mean) < 1e-3)).toBe(true);
  for (let i = 0; i < 12; i++) expect(row(covariance(scores), i)[i] / exact.values[i]).toBeCloseTo(1, 4);
});

test('components beyond the rank of the data have variance 0, and are orthonormal', () => {
  const flat = lowRankPoints(100, 600, 2, 0);
  const { variances: found, components: directions } = principalComponents(flat, 20);
  expect(found[1]).toBeGreaterThan(1);
  expect(Math.max(...found.slice(2))).toBeLessThan(1e-4);
  const inner = multiply(directions, directions, { transposeB: true });
  inner.data.forEach((value, at) => expect(value).toBeCloseTo(at % 21 === 0 ? 1 : 0, 4));
});

test('the same seed gives the same components', () => {
  const wide = lowRankPoints(60, 530, 20, 1);
  expect(principalComponents(wide, 4, 7)).toEqual(principalComponents(wide, 4, 7));
});

test('columns are centred before they are squared, over thousands of rows', () => {
  const far = lowRankPoints(9000, 3, 3, 0);
  const shifted = matrix(
    9000,
    3,
    far.data.map((value) => value + 1000),
  );
  covariance(far).data.forEach((value, at) => expect(covariance(shifted).data[at]).toBeCloseTo(value, 2));
});

test('too many components and too few rows are refused', () => {
  expect(() => principalComponents(matrix(5, 3), 4)).toThrow(
    'principalComponents: expected from 1 to 3 components of 5 rows (2 at least) and 3 columns, got 4',
  );
  expect(() => covariance(matrix(1, 3))).toThrow('covariance: expected at least 2 rows, got 1');
});
