import { matrix, row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { fitBlockScaling, scaleBlock, unscaleBlock } from './scaling.ts';

/** Rows that vary along two directions, around a mean other than 0. */
function planar(numRows: number, numColumns: number): Matrix {
  const random = seededRandom(4);
  const directions = Array.from({ length: 2 }, () => Array.from({ length: numColumns }, () => random.normal()));
  const features = matrix(numRows, numColumns);
  for (let i = 0; i < numRows; i++) {
    const [a, b] = [6 * random.normal(), random.normal()];
    row(features, i).set(directions[0].map((value, j) => 5 + a * value + b * directions[1][j]));
  }
  return features;
}

const columnVariances = (block: Matrix) =>
  Array.from({ length: block.numColumns }, (_, j) => {
    const column = Array.from({ length: block.numRows }, (_, i) => row(block, i)[j]);
    return column.reduce((sum, value) => sum + value * value, 0) / block.numRows;
  });

test.each([undefined, 2])('a block has mean 0 and mean variance 1 (components: %s)', (numComponents) => {
  const features = planar(200, 6);
  const block = scaleBlock(features, fitBlockScaling(features, { numComponents, seed: 0 }));
  const variances = columnVariances(block);
  expect(block.numColumns).toBe(numComponents ?? 6);
  expect(variances.reduce((sum, value) => sum + value, 0) / variances.length).toBeCloseTo(1, 4);
  expect(block.data.reduce((sum, value) => sum + value, 0) / block.data.length).toBeCloseTo(0, 4);
});

test('axes keep their proportions: blocks are not whitened', () => {
  const features = planar(500, 6);
  const [first, second] = columnVariances(scaleBlock(features, fitBlockScaling(features, { numComponents: 2, seed: 0 })));
  expect(first / second).toBeGreaterThan(3);
});

test.each([undefined, 2])('features are restored from a block (components: %s)', (numComponents) => {
  const features = planar(100, 5);
  const scaling = fitBlockScaling(features, { numComponents, seed: 0 });
  const back = unscaleBlock(scaleBlock(features, scaling), scaling);
  back.data.forEach((value, i) => expect(value).toBeCloseTo(features.data[i], 3));
});

test('the number of axes is limited by rows, columns and rank', () => {
  const axesOf = (features: Matrix) => fitBlockScaling(features, { numComponents: 50, seed: 0 }).axes!.numRows;
  const random = seededRandom(2);
  const free = matrix(
    4,
    6,
    Float32Array.from({ length: 24 }, () => random.normal()),
  );
  expect([axesOf(free), axesOf(planar(4, 6)), axesOf(planar(50, 6))]).toEqual([3, 2, 2]);
});

test('repeated rows give no axes without variance', () => {
  const repeated = matrix(6, 3, Float32Array.of(1, 2, 3, 4, 6, 8, 1, 2, 3, 4, 6, 8, 1, 2, 3, 4, 6, 8));
  const scaling = fitBlockScaling(repeated, { numComponents: 3, seed: 0 });
  expect(scaling.axes!.numRows).toBe(1);
  expect([...scaleBlock(repeated, scaling).data].map(Math.abs)).toEqual(Array.from({ length: 6 }, () => expect.closeTo(1, 5)));
});

test('features that cannot be scaled are refused', () => {
  const constant = matrix(3, 2, Float32Array.of(1, 2, 1, 2, 1, 2));
  expect(() => fitBlockScaling(constant, { seed: 0 })).toThrow(
    'expected features that vary over 3 train samples, got the same 2 numbers for each',
  );
  expect(() => fitBlockScaling(matrix(1, 2), { seed: 0 })).toThrow('expected at least 2 train samples with this modality, got 1');
  const broken = matrix(2, 2, Float32Array.of(1, 2, NaN, 4));
  expect(() => fitBlockScaling(broken, { seed: 0 })).toThrow('expected finite features, got NaN in train row 1, column 0');
});
