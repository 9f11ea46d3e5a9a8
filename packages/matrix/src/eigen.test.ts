import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { inverseCholesky } from './cholesky.ts';
import { matrix, row, transpose, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';
import { symmetricEigen, type Eigenpairs } from './symmetric-eigen.ts';
import { topEigen, randomRows } from './top-eigen.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/linear-algebra.json', import.meta.url), 'utf8'));

/** A matrix with these numbers on its diagonal and on the two next to it. */
function tridiagonal(size: number, onDiagonal: number, offDiagonal: number): Matrix {
  const result = matrix(size, size);
  for (let i = 0; i < size; i++) {
    row(result, i)[i] = onDiagonal;
    if (i + 1 < size) row(result, i)[i + 1] = row(result, i + 1)[i] = offDiagonal;
  }
  return result;
}

/** The largest entry of A·v − λ·v, and of V·Vᵀ − I. */
function errors(source: Matrix, { values, vectors }: Eigenpairs): { residual: number; orthogonality: number } {
  const images = multiply(vectors, source);
  const inner = multiply(vectors, vectors, { transposeB: true });
  const largest = (entries: Float32Array, expected: (i: number, j: number) => number) =>
    entries.reduce((max, value, at) => {
      const numColumns = entries.length / values.length;
      return Math.max(max, Math.abs(value - expected(Math.floor(at / numColumns), at % numColumns)));
    }, 0);
  return {
    residual: largest(images.data, (i, j) => values[i] * row(vectors, i)[j]),
    orthogonality: largest(inner.data, (i, j) => (i === j ? 1 : 0)),
  };
}

function randomSymmetric(size: number, rank: number, seed: number): Matrix {
  const factor = randomRows(rank, size, seed);
  return multiply(factor, factor, { transposeA: true });
}

describe('symmetricEigen', () => {
  test('the second difference has the eigenvalues 2 − 2·cos(kπ/(n + 1))', () => {
    const size = 40;
    const expected = Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)));
    expect(Math.max(...symmetricEigen(tridiagonal(size, 2, -1)).values.map((value, k) => Math.abs(value - expected[k])))).toBeLessThan(
      1e-12,
    );
  });

  test('numpy finds the same eigenvalues', () => {
    const { size, entries, eigenvalues } = reference.symmetric;
    const pairs = symmetricEigen(matrix(size, size, Float32Array.from(entries)));
    pairs.values.forEach((value, i) => expect(value).toBeCloseTo(eigenvalues[i], 5));
  });

  test('for any size and rank, A·v = λ·v, orthonormal and in descending order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer(), (size, rank, seed) => {
        const source = randomSymmetric(size, rank, seed);
        const pairs = symmetricEigen(source);
        const { residual, orthogonality } = errors(source, pairs);
        expect(residual).toBeLessThan(1e-5 * (1 + pairs.values[0]));
        expect(orthogonality).toBeLessThan(1e-5);
        expect([...pairs.values]).toEqual([...pairs.values].sort((a, b) => b - a));
      }),
    );
  });

  test('only the lower triangle is read, and the largest entry of a vector is positive', () => {
    const { values, vectors } = symmetricEigen(matrix(2, 2, Float32Array.of(2, 99, -1, 2)));
    expect([...values]).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
    expect(Math.max(...row(vectors, 0))).toBeCloseTo(Math.SQRT1_2, 6);
    expect(row(vectors, 0)[0] * row(vectors, 0)[1]).toBeCloseTo(-0.5, 6);
  });

  test('matrices that are not square or not finite are refused', () => {
    expect(() => symmetricEigen(matrix(2, 3))).toThrow('symmetricEigen: expected as many rows as columns, got 2×3');
    expect(() => symmetricEigen(matrix(1, 1, Float32Array.of(NaN)))).toThrow('symmetricEigen: expected finite numbers, got NaN at index 0');
  });
});

describe('topEigen', () => {
  test('agrees with symmetricEigen', () => {
    const source = randomSymmetric(150, 200, 4);
    const all = symmetricEigen(source);
    const top = topEigen(source, 6);
    for (let i = 0; i < 6; i++) expect(top.values[i] / all.values[i]).toBeCloseTo(1, 5);
    expect(errors(source, top).residual).toBeLessThan(1e-4 * all.values[0]);
  });

  test('repeated and zero eigenvalues are found', () => {
    const source = tridiagonal(120, 1, 0);
    expect(errors(source, topEigen(source, 5)).residual).toBeLessThan(1e-5);
    expect([...topEigen(matrix(120, 120), 3).values]).toEqual([0, 0, 0]);
  });

  test('too many pairs, none, and an unreachable tolerance are refused', () => {
    expect(() => topEigen(matrix(3, 3), 4)).toThrow('topEigen: expected from 1 to 3 eigenpairs of a 3×3 matrix, got 4');
    expect(() => topEigen(matrix(3, 3), 0)).toThrow('got 0');
    expect(() => topEigen(randomSymmetric(60, 80, 1), 2, { tolerance: -1 })).toThrow('they did not. Raise the tolerance.');
  });
});

describe('inverseCholesky', () => {
  test('W·A·Wᵀ = I, and W is lower triangular', () => {
    const source = randomSymmetric(30, 60, 2);
    const inverse = inverseCholesky(source);
    const product = multiply(multiply(inverse, source), inverse, { transposeB: true });
    for (let i = 0; i < 30; i++) {
      for (let j = 0; j < 30; j++) expect(row(product, i)[j]).toBeCloseTo(i === j ? 1 : 0, 5);
      for (let j = i + 1; j < 30; j++) expect(row(inverse, i)[j]).toBe(0);
    }
  });

  test('by hand: [[4, 2], [2, 2]] = L·Lᵀ with L = [[2, 0], [1, 1]]', () => {
    expect([...inverseCholesky(matrix(2, 2, Float32Array.of(4, 2, 2, 2))).data]).toEqual([0.5, 0, -0.5, 1]);
  });

  test('a matrix that is not positive definite is refused', () => {
    expect(() => inverseCholesky(matrix(2, 2, Float32Array.of(1, 2, 2, 1)))).toThrow(
      'inverseCholesky: expected a positive definite matrix, got pivot -3 at row 1. Add to its diagonal.',
    );
  });
});

test('the transpose of a transpose is the matrix', () => {
  const source = randomRows(70, 33, 1);
  expect(transpose(source).data[5 * 70 + 64]).toBe(source.data[64 * 33 + 5]);
  expect(transpose(transpose(source))).toEqual(source);
});
