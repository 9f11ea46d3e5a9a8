// Also covers `wasm-identity.ts`. The kernels against loops in double precision, for lengths with and without a tail.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@mmae/random';
import * as tf from '@tensorflow/tfjs-core';
import { startEngine } from '../index.ts';
import { valuesOf } from './tensor-values.ts';
import { addressOf, wasmKernels } from './wasm-kernels.ts';

const random = seededRandom(3);
const numbers = (length: number) => Float32Array.from({ length }, random.normal);
const lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 1023];

/** A tensor of a copy of the values, with its address `offset` numbers from its start. */
function tensorAt(values: Float32Array, offset = 0): { tensor: tf.Tensor; address: number; read: () => Float32Array } {
  const padded = new Float32Array(values.length + offset);
  padded.set(values, offset);
  const tensor = tf.tensor1d(padded);
  return { tensor, address: addressOf(tensor, tf.backend()) + 4 * offset, read: () => valuesOf(tensor, tf.backend()).slice(offset) };
}

beforeEach(async () => {
  await startEngine('wasm');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

test.each(lengths)('sums of %d numbers are those in double precision, and so are the ones of their squares', (length) => {
  const values = numbers(length);
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  for (const offset of [0, 1, 3]) {
    const [x, result] = [tensorAt(values, offset), tensorAt(new Float32Array(2).fill(7))];
    wasmKernels(tf.backend()).rowSums(x.address, result.address, 1, length, 0.5);
    expect(result.read()[0]).toBeCloseTo(sum / 2, 5);
    expect(result.read()[1]).toBe(7);
    expect(wasmKernels(tf.backend()).sumOfSquares(x.address, length)).toBeCloseTo(squares, 10);
  }
});

test.each(lengths)('columns of %d numbers are added in order: bit-identical to a loop', (numColumns) => {
  for (const numRows of [0, 1, 6]) {
    const values = numbers(numRows * numColumns);
    const [x, result] = [tensorAt(values), tensorAt(new Float32Array(numColumns + 1).fill(7))];
    wasmKernels(tf.backend()).columnSums(x.address, result.address, numRows, numColumns, 1 / 3);
    const expected = Float32Array.from({ length: numColumns }, (_, column) => {
      let total = 0;
      for (let row = 0; row < numRows; row++) total += values[row * numColumns + column];
      return total * (1 / 3);
    });
    expect(result.read()).toEqual(Float32Array.of(...expected, 7));
  }
});

test('each row is added on its own', () => {
  const values = numbers(3 * 19);
  const [x, result] = [tensorAt(values), tensorAt(new Float32Array(3))];
  wasmKernels(tf.backend()).rowSums(x.address, result.address, 3, 19, 1);
  [0, 1, 2].forEach((row) => {
    const sum = values.subarray(19 * row, 19 * row + 19).reduce((total, value) => total + value, 0);
    expect(result.read()[row]).toBeCloseTo(sum, 5);
  });
});

test.each(lengths)('the gradient of relu for %d numbers, with zeros, NaN and infinity', (length) => {
  const special = [0, -0, NaN, Infinity, -Infinity];
  const [y, dy] = [numbers(length), numbers(length)];
  special.slice(0, length).forEach((value, i) => ([y[i], dy[length - 1 - i]] = [value, value]));
  const [gradient, values, dx] = [tensorAt(dy, 1), tensorAt(y), tensorAt(new Float32Array(length + 1).fill(7))];
  wasmKernels(tf.backend()).reluGradient(gradient.address, values.address, dx.address, length);
  expect(dx.read()).toEqual(Float32Array.of(...dy.map((slope, i) => (y[i] > 0 ? slope : 0)), 7));
});

test.each(lengths)('a step of Adam on %d numbers agrees with double precision', (length) => {
  const [weights, slopes, first] = [numbers(length), numbers(length), numbers(length)];
  const second = numbers(length).map(Math.abs);
  const [w, g, m, v, updated] = [weights, slopes, first, second, new Float32Array(length + 1).fill(7)].map((each) => tensorAt(each));
  const addresses = [w, g, m, v, updated].map(({ address }) => address) as [number, number, number, number, number];
  wasmKernels(tf.backend()).adam(...addresses, length, 0.9, 0.1, 0.99, 0.01, 0.999, 0.3, 1.7, 1e-3);
  expect(updated.read()[length]).toBe(7);
  for (let i = 0; i < length; i++) {
    const mean = 0.9 * first[i] + 0.1 * slopes[i];
    const square = 0.99 * second[i] + 0.01 * slopes[i] ** 2;
    expect(m.read()[i]).toBeCloseTo(mean, 6);
    expect(v.read()[i]).toBeCloseTo(square, 6);
    expect(updated.read()[i]).toBeCloseTo(0.999 * weights[i] - (0.3 * mean) / (Math.sqrt(square) * 1.7 + 1e-3), 5);
  }
  expect(w.read()).toEqual(weights);
});

test('a number does not depend on its position in a vector', () => {
  const step = (length: number) => {
    const [w, g, m, v, updated] = [0.3, -0.7, 0.11, 0.013, 0].map((value) => tensorAt(new Float32Array(length).fill(value)));
    const addresses = [w, g, m, v, updated].map(({ address }) => address) as [number, number, number, number, number];
    wasmKernels(tf.backend()).adam(...addresses, length, 0.9, 0.1, 0.999, 0.001, 1, 0.003, 1.3, 1e-8);
    return new Set([...updated.read(), ...m.read(), ...v.read()]);
  };
  expect(step(7)).toEqual(step(1));
});

test('the kernels keep working when the memory of the engine grows', () => {
  const [small, result] = [tensorAt(Float32Array.of(1, 2, 3)), tensorAt(new Float32Array(1))];
  const { rowSums, sumOfSquares } = wasmKernels(tf.backend());
  const before = heapBytes();
  const large = tensorAt(new Float32Array(before / 4).fill(2));
  expect(heapBytes()).toBeGreaterThan(before);
  rowSums(small.address, result.address, 1, 3, 1);
  expect(result.read()[0]).toBe(6);
  expect(sumOfSquares(large.address, before / 4)).toBe(before);
});

const heapBytes = () => valuesOf(tf.scalar(0), tf.backend()).buffer.byteLength;

test('another version of tfjs, whose memory cannot be reached, is refused', () => {
  expect(() => wasmKernels({ wasm: {} } as unknown as tf.KernelBackend)).toThrow(
    'wasmKernels: expected the memory of tfjs 4.22.0, got another version. Install the versions of package-lock.json',
  );
});

test('a clone shares the memory of its tensor, and outlives it', () => {
  const x = tf.tensor1d([1, 2]);
  const copy = tf.clone(x);
  expect(addressOf(copy, tf.backend())).toBe(addressOf(x, tf.backend()));
  x.dispose();
  expect([...copy.dataSync()]).toEqual([1, 2]);
  copy.dispose();
  expect(tf.backend().refCount(x.dataId)).toBe(0);
});

test('the committed binary is up to date with its source', () => {
  const script = fileURLToPath(new URL('../../tools/build-kernels.mjs', import.meta.url));
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});
