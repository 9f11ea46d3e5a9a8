import { matrix } from '@mmae/matrix';
import fc from 'fast-check';
import { cosines, unitVector, vectorIndexes } from './vector-index.ts';

const embeddingsOf = (rows: number[][]) => ({
  sampleKeys: Uint32Array.from(rows, (_, i) => 10 * i + 3),
  matrix: matrix(rows.length, rows[0].length, Float32Array.from(rows.flat())),
});

test('cosines with each row, NaN for one without an embedding', () => {
  const index = vectorIndexes({ indexVersion: () => 1, embeddings: () => embeddingsOf([[3, 4], [0, 0], [-4, 3]]) })('joint')!; // prettier-ignore
  expect([...cosines(Float32Array.of(0.6, 0.8), index)]).toEqual([expect.closeTo(1), NaN, expect.closeTo(0)]);
  expect([index.rowOf(3), index.rowOf(23), index.rowOf(4)]).toEqual([0, 2, undefined]);
  expect(() => cosines(Float32Array.of(1), index)).toThrow('expected a query of length 2, got 1');
});

test('cosines at any width equal those of a plain sum', () => {
  const numbers = (length: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 13 }).chain((width) => fc.tuple(numbers(width), fc.array(numbers(width), { minLength: 1, maxLength: 5 }))),
      ([query, rows]) => {
        const unit = (values: number[]) => values.map((value) => value / (Math.hypot(...values) || 1));
        const { unit: units } = vectorIndexes({ indexVersion: () => 1, embeddings: () => embeddingsOf(rows) })('joint')!;
        const expected = rows.map((values) =>
          values.every((value) => value === 0) ? NaN : unit(values).reduce((sum, value, i) => sum + value * unit(query)[i], 0),
        );
        const found = cosines(unitVector(Float32Array.from(query)), { unit: units });
        expect([...found]).toEqual(expected.map((value) => (Number.isNaN(value) ? NaN : expect.closeTo(value, 5))));
      },
    ),
  );
});

test('subsets are read once, and again after a new index', () => {
  let [version, numReads] = [1, 0];
  const indexes = vectorIndexes({ indexVersion: () => version, embeddings: (subset) => (numReads++, subset === 'joint' ? embeddingsOf([[1]]) : undefined) }); // prettier-ignore
  indexes('joint');
  indexes('joint');
  expect([indexes('image'), numReads]).toEqual([undefined, 2]);
  version = 2;
  indexes('joint');
  expect(numReads).toBe(3);
});
