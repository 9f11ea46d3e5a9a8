import fc from 'fast-check';
import { bestMatches } from './best-matches.ts';
import { matrix, row } from './matrix.ts';
import { multiply } from './multiply.ts';
import { randomRows } from './top-eigen.ts';

test('finds the largest product plus offset for every size and block', () => {
  const size = fc.constantFrom(1, 3, 8, 60, 129, 513, 600);
  fc.assert(
    fc.property(size, size, fc.constantFrom(1, 2, 5, 64, 257, 300), fc.integer(), (numQueries, numCandidates, depth, seed) => {
      const queries = randomRows(numQueries, depth, seed);
      const candidates = randomRows(numCandidates, depth, seed + 1);
      const offsets = randomRows(1, numCandidates, seed + 2).data;
      const products = multiply(queries, candidates, { transposeB: true });
      const expected = Array.from({ length: numQueries }, (_, i) => {
        const sums = row(products, i).map((product, j) => product + offsets[j]);
        return sums.indexOf(Math.max(...sums));
      });
      expect([...bestMatches(queries, candidates, offsets)]).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('of equal candidates, the first is chosen', () => {
  const candidates = matrix(700, 1, new Float32Array(700).fill(1));
  candidates.data[530] = candidates.data[601] = 2;
  expect([...bestMatches(matrix(3, 1, Float32Array.of(1, -1, 0)), candidates, new Float32Array(700))]).toEqual([530, 0, 0]);
});

test('a query of NaN matches the first candidate', () => {
  const candidates = randomRows(4, 2, 1);
  expect([...bestMatches(matrix(1, 2, Float32Array.of(NaN, 1)), candidates, new Float32Array(4))]).toEqual([0]);
});

test('sizes that do not match are refused', () => {
  expect(() => bestMatches(matrix(1, 2), matrix(3, 2), new Float32Array(2))).toThrow(
    'bestMatches: expected candidates of 2 numbers with an offset each, got 3×2 with 2 offsets',
  );
  expect(() => bestMatches(matrix(1, 2), matrix(0, 2), new Float32Array(0))).toThrow('got 0×2 with 0 offsets');
});
