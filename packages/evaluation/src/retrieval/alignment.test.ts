import { readFileSync } from 'node:fs';
import { matrix, type Matrix } from '@mmae/matrix';
import { linearCka, modalityGap, mutualKnn } from '../index.ts';

const reference = JSON.parse(readFileSync(new URL('../../test/reference/alignment.json', import.meta.url), 'utf8'));
const fromRows = (rows: number[][]): Matrix => matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));
const [first, second] = [fromRows(reference.first), fromRows(reference.second)];

test('equals NumPy and scikit-learn', () => {
  expect(linearCka(first, second)).toBeCloseTo(reference.linearCka, 6);
  expect(modalityGap(first, second)).toBeCloseTo(reference.modalityGap, 6);
  expect(mutualKnn(first, second, { numNeighbours: 4 })).toBeCloseTo(reference.mutualKnnOf4, 12);
});

test('CKA ignores rotation, scale and translation; cosine neighbours ignore rotation and scale', () => {
  const turned = (offset: number) =>
    fromRows((reference.first as number[][]).map(([a, b, ...rest]) => [-3 * b + offset, 3 * a, ...rest.map((value) => 3 * value)]));
  expect(linearCka(first, turned(50))).toBeCloseTo(1, 5);
  expect(mutualKnn(first, turned(0))).toBe(1);
});

test('the gap of opposite modalities is 2', () => {
  expect(modalityGap(fromRows([[1, 0], [3, 0]]), fromRows([[-2, 0], [-1, 0]]))).toBeCloseTo(2, 12); // prettier-ignore
});

test.each([
  [() => linearCka(first, matrix(3, 5)), 'linearCka: expected two embeddings of the same samples, at least one, got 40 and 3 rows'],
  [() => linearCka(matrix(4, 2), matrix(4, 2)), 'linearCka: expected rows that differ, got 4 equal ones'],
  [() => modalityGap(first, matrix(40, 2)), 'modalityGap: expected embeddings of the same width, got 5 and 2 columns'],
  [() => mutualKnn(first, second, { numNeighbours: 40 }), 'mutualKnn: expected numNeighbours from 1 to 39, got 40'],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});
