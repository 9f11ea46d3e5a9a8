import { concatColumns, matrix, multiply, row, type Matrix } from '@mmae/matrix';
import type { Arithmetic, ForwardPass } from './arithmetic.ts';
import { convolve, convolveTransposed } from '../network/convolution.ts';
import type { Parameter, Weights } from '../network/weights.ts';

/** A forward pass on plain matrices, without a tensor library and without dropout. */
export function matrixPass(weights: Weights): ForwardPass<Matrix> {
  const matrices = Object.entries(weights).map(([name, parameter]) => [name, parameterMatrix(parameter)]);
  return { arithmetic: matrixArithmetic, weights: Object.fromEntries(matrices), dropout: (a) => a };
}

/** The last dimension becomes the columns, all others the rows; a vector is one row. */
function parameterMatrix({ shape, data }: Parameter): Matrix {
  const numColumns = shape.at(-1) ?? 1;
  return matrix(data.length / numColumns, numColumns, data);
}

export const matrixArithmetic: Arithmetic<Matrix> = {
  matMul: (a, b) => multiply(a, b),
  matMulTransposed: (a, b) => multiply(a, b, { transposeB: true }),
  add,
  subtract: (a, b) => elementwise(a, b, (x, y) => x - y),
  multiply: (a, b) => elementwise(a, b, (x, y) => x * y),
  divide: (a, b) => elementwise(a, b, (x, y) => x / y),
  scale: (a, factor, offset = 0) => map(a, (x) => x * factor + offset),
  relu,
  tanh: (a) => map(a, Math.tanh),
  sigmoid: (a) => map(a, (x) => 1 / (1 + Math.exp(-x))),
  exp: (a) => map(a, Math.exp),
  log: (a) => map(a, Math.log),
  sqrt: (a) => map(a, Math.sqrt),
  atLeast: (a, floor) => map(a, (x) => Math.max(x, floor)),
  width: ({ numColumns }) => numColumns,
  rowMean,
  softmax,
  concat: concatColumns,
  addToChannels: (images, channels) => matrix(images.numRows, images.numColumns, add(pixels(images, channels.numColumns), channels).data),
  convolve,
  convolveTransposed,
  columns,
};

function map(a: Matrix, operation: (x: number) => number): Matrix {
  return matrix(a.numRows, a.numColumns, a.data.map(operation));
}

function elementwise(a: Matrix, b: Matrix, operation: (x: number, y: number) => number): Matrix {
  const rowStride = b.numRows === 1 ? 0 : b.numColumns;
  const columnStride = b.numColumns === 1 ? 0 : 1;
  const result = matrix(a.numRows, a.numColumns);
  for (let i = 0, k = 0; i < a.numRows; i++) {
    for (let j = 0; j < a.numColumns; j++, k++) result.data[k] = operation(a.data[k], b.data[i * rowStride + j * columnStride]);
  }
  return result;
}

/** Written out, as {@link relu}: apart from products they take most of the time of a pass, and a loop that calls a function is several times slower. */
function add(a: Matrix, b: Matrix): Matrix {
  if (b.numColumns !== a.numColumns) return elementwise(a, b, (x, y) => x + y);
  const result = matrix(a.numRows, a.numColumns);
  const [sums, left, right] = [result.data, a.data, b.data];
  for (let k = 0, start = 0; k < sums.length; start += b.numRows === 1 ? 0 : b.numColumns)
    for (let j = 0; j < b.numColumns; j++, k++) sums[k] = left[k] + right[start + j];
  return result;
}

function relu({ numRows, numColumns, data }: Matrix): Matrix {
  const result = matrix(numRows, numColumns);
  for (let k = 0; k < data.length; k++) result.data[k] = Math.max(data[k], 0);
  return result;
}

/** One row per pixel. @returns shape `[numRows · numPixels, channels]` */
function pixels({ data }: Matrix, channels: number): Matrix {
  return matrix(data.length / channels, channels, data);
}

function rowMean(a: Matrix): Matrix {
  const means = matrix(a.numRows, 1);
  for (let i = 0; i < a.numRows; i++) means.data[i] = row(a, i).reduce((sum, x) => sum + x, 0) / a.numColumns;
  return means;
}

function softmax(a: Matrix): Matrix {
  const result = matrix(a.numRows, a.numColumns);
  for (let i = 0; i < a.numRows; i++) {
    const logits = row(a, i);
    const highest = logits.reduce((x, y) => Math.max(x, y), -Infinity);
    const powers = row(result, i);
    let sum = 0;
    logits.forEach((logit, j) => (sum += powers[j] = Math.exp(logit - highest)));
    powers.forEach((power, j) => (powers[j] = power / sum));
  }
  return result;
}

function columns(a: Matrix, begin: number, length: number): Matrix {
  const part = matrix(a.numRows, length);
  for (let i = 0; i < a.numRows; i++) part.data.set(row(a, i).subarray(begin, begin + length), i * length);
  return part;
}
