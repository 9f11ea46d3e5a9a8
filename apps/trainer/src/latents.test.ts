import { matrix, row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { findLatentsOf } from './latents.ts';

const random = seededRandom(4);
const normal = (numRows: number, width: number) => matrix(numRows, width, Float32Array.from({ length: numRows * width }, random.normal));
const found = (latents: { numNeighbours?: number; numSmoothings?: number; ownWeight?: number } | undefined, embedding: Matrix) =>
  findLatentsOf({ latents })([embedding]) as Matrix;
const rowsOf = (source: Matrix) => Array.from({ length: source.numRows }, (_, i) => Array.from(row(source, i)));
const unit = (values: readonly number[]) => values.map((x) => x / Math.hypot(...values));
const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k], 0);
const sum = (rows: readonly number[][]) => rows.reduce((total, values) => total.map((x, k) => x + values[k]));

/**
 * The definition, row by row: unit rows of the centred embedding, then twice the mean over the neighbours of either side and the row itself, plus
 * `ownWeight` times the row as it was.
 */
function defined(embedding: Matrix, numNeighbours: number, ownWeight = 0.5): number[][] {
  const mean = sum(rowsOf(embedding)).map((x) => x / embedding.numRows);
  const start = rowsOf(embedding).map((values) => unit(values.map((x, k) => x - mean[k])));
  const nearest = start.map((values, i) => {
    const others = Array.from(start.keys()).filter((j) => j !== i);
    return others.sort((a, b) => product(values, start[b]) - product(values, start[a])).slice(0, numNeighbours);
  });
  const smoothed = (rows: number[][]) =>
    rows.map((_, i) => unit(sum(rows.filter((_, j) => i === j || nearest[i].includes(j) || nearest[j].includes(i)))));
  return smoothed(smoothed(start)).map((values, i) => unit(values.map((x, k) => x + ownWeight * start[i][k])));
}

test('latents are averaged twice over the graph of the ten nearest neighbours, and their own direction is added', () => {
  const embedding = normal(60, 5);
  const expected = defined(embedding, 10);
  rowsOf(found(undefined, embedding)).forEach((values, i) => expect(values).toEqual(expected[i].map((x) => expect.closeTo(x, 5))));
  expect(found({ ownWeight: 0 }, embedding).data[0]).toBeCloseTo(defined(embedding, 10, 0)[0][0], 5);
  expect(found({ numNeighbours: 3 }, embedding).data[0]).toBeCloseTo(defined(embedding, 3)[0][0], 5);
});

test('without smoothing they are the directions from the mean', () => {
  const embedding = matrix(3, 2, Float32Array.of(0, 0, 6, 0, 0, 6)); // mean (2, 2)
  const half = Math.SQRT1_2;
  const expected = [-half, -half, 2 / Math.sqrt(5), -1 / Math.sqrt(5), -1 / Math.sqrt(5), 2 / Math.sqrt(5)];
  expect(Array.from(found({ numSmoothings: 0 }, embedding).data)).toEqual(expected.map((x) => expect.closeTo(x, 6)));
});

test('the latents of several networks are side by side, and few samples have all others as neighbours', () => {
  const latents = findLatentsOf({})([normal(6, 3), normal(6, 2)]) as Matrix;
  expect([latents.numRows, latents.numColumns]).toEqual([6, 5]);
});
