import fc from 'fast-check';
import { greatestAssignment } from './assignment.ts';

const weightMatrix = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 })).chain(([numRows, more]) =>
  fc.array(fc.nat(9), { minLength: numRows * (numRows + more), maxLength: numRows * (numRows + more) }).map((weights) => ({
    numRows,
    numColumns: numRows + more,
    weights: Float64Array.from(weights),
  })),
);

test('no other assignment has a greater weight', () => {
  fc.assert(
    fc.property(weightMatrix, ({ weights, numRows, numColumns }) => {
      const columns = [...greatestAssignment(weights, numRows, numColumns)];
      expect(new Set(columns).size).toBe(numRows);
      expect(columns.reduce((sum, column, row) => sum + weights[row * numColumns + column], 0)).toBe(best(0, new Set()));

      function best(row: number, taken: Set<number>): number {
        if (row === numRows) return 0;
        const free = Array.from({ length: numColumns }, (_, column) => column).filter((column) => !taken.has(column));
        return Math.max(...free.map((column) => weights[row * numColumns + column] + best(row + 1, new Set(taken).add(column))));
      }
    }),
  );
});
