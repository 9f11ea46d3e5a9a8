// Also tests `batch.ts` and `product-kernel.ts`, which do the work of `multiply`.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { seededRandom } from '@mmae/random';
import { matrix, transpose, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';

function randomMatrix(numRows: number, numColumns: number, seed: number): Matrix {
  const random = seededRandom(seed);
  return matrix(
    numRows,
    numColumns,
    Float32Array.from({ length: numRows * numColumns }, () => random.normal()),
  );
}

function productByDefinition(a: Matrix, b: Matrix): Matrix {
  const result = matrix(a.numRows, b.numColumns);
  for (let i = 0; i < a.numRows; i++) {
    for (let j = 0; j < b.numColumns; j++) {
      let sum = 0;
      for (let k = 0; k < a.numColumns; k++) sum += a.data[i * a.numColumns + k] * b.data[k * b.numColumns + j];
      result.data[i * b.numColumns + j] = sum;
    }
  }
  return result;
}

function largestDifference(a: Matrix, b: Matrix): number {
  expect([a.numRows, a.numColumns]).toEqual([b.numRows, b.numColumns]);
  return a.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b.data[i])), 0);
}

const bytesOf = ({ data }: Matrix) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** The product by every combination of transposed operands. */
function products(a: Matrix, b: Matrix): Matrix[] {
  const [aT, bT] = [transpose(a), transpose(b)];
  return [
    multiply(a, b),
    multiply(aT, b, { transposeA: true }),
    multiply(a, bT, { transposeB: true }),
    multiply(aT, bT, { transposeA: true, transposeB: true }),
  ];
}

test('a product by hand', () => {
  const a = matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6));
  const b = matrix(3, 2, Float32Array.of(7, -8, 9, 10, -11, 12));
  expect([...multiply(a, b).data]).toEqual([-8, 48, 7, 90]);
});

test('every shape and transposition agrees with the definition', () => {
  const size = fc.integer({ min: 0, max: 37 });
  fc.assert(
    fc.property(size, size, size, fc.integer(), (numRows, depth, numColumns, seed) => {
      const [a, b] = [randomMatrix(numRows, depth, seed), randomMatrix(depth, numColumns, seed + 1)];
      const expected = productByDefinition(a, b);
      for (const product of products(a, b)) expect(largestDifference(product, expected)).toBeLessThan(1e-4);
    }),
  );
});

test('a product can be written over a part of a larger array, and nothing else', () => {
  const [a, b, larger] = [randomMatrix(5, 600, 1), randomMatrix(600, 7, 2), new Float32Array(37).fill(9)];
  const into = matrix(5, 7, larger.subarray(1, 36));
  expect(multiply(a, b, { into })).toBe(into);
  expect([...larger]).toEqual([9, ...multiply(a, b).data, 9]);
  expect(() => multiply(a, b, { into: matrix(7, 5) })).toThrow('multiply: expected a 5×7 matrix to multiply into, got 7×5');
});

test.each([
  [129, 257, 513],
  [128, 256, 512],
  [3, 600, 5],
  [300, 2, 1030],
])('[%d, %d] · [depth, %d]: shapes at and beyond the block sizes', (numRows, depth, numColumns) => {
  const [a, b] = [randomMatrix(numRows, depth, 1), randomMatrix(depth, numColumns, 2)];
  const expected = productByDefinition(a, b);
  for (const product of products(a, b)) expect(largestDifference(product, expected)).toBeLessThan(2e-4);
});

test('the threads, which start after many multiplications, do not change the result', async () => {
  const [a, b] = [randomMatrix(1030, 300, 1), randomMatrix(300, 1030, 2)];
  const before = products(a, b);
  for (let round = 0; round < 10; round++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    products(a, b).forEach((product, k) => expect(Buffer.compare(bytesOf(product), bytesOf(before[k]))).toBe(0));
  }
});

test('NaN affects only its row and column', () => {
  const a = randomMatrix(5, 6, 1);
  a.data[2 * 6] = NaN;
  multiply(a, randomMatrix(6, 7, 2));
  const after = multiply(randomMatrix(5, 3, 3), randomMatrix(3, 7, 4));
  expect([...multiply(a, randomMatrix(6, 7, 2)).data].filter(Number.isNaN)).toHaveLength(7);
  expect([...after.data].filter(Number.isNaN)).toHaveLength(0);
});

test('inner sizes that differ are refused', () => {
  expect(() => multiply(matrix(2, 3), matrix(2, 3))).toThrow(
    'multiply: expected as many columns on the left as rows on the right, got 2×3 and 2×3',
  );
  expect(() => multiply(matrix(2, 3), matrix(2, 4), { transposeA: true, transposeB: true })).toThrow('got 3×2 and 4×2');
});

test('the committed binary is up to date with its source', () => {
  const script = fileURLToPath(new URL('../tools/build-product.mjs', import.meta.url));
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});
