import * as tf from '@tensorflow/tfjs-core';
import { emptyTensor, valuesOf } from './tensor-values.ts';

/**
 * Replaces the sums and means of wasm by ones in double precision. tfjs adds in single precision, one by one: a sum of ten million squares
 * is 1.5 % too small, a loss over a batch is off in the fourth digit.
 */
export function registerWasmSums(): void {
  replaceForFloats(tf.Sum, () => 1);
  replaceForFloats(tf.Mean, (numSummed) => 1 / numSummed);
}

/** The attributes of Sum and Mean. */
interface Reduction {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/** Integers are left to the stock kernel, which adds them exactly. */
function replaceForFloats(kernelName: string, scaleFor: (numSummed: number) => number): void {
  const stock = tf.getKernel(kernelName, 'wasm');
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...stock,
    kernelFunc: (call) => {
      const x = call.inputs.x as tf.TensorInfo;
      if (x.dtype !== 'float32') return stock.kernelFunc(call);
      return reduce(x, call.attrs as unknown as Reduction, scaleFor, call.backend as tf.KernelBackend);
    },
  });
}

function reduce(
  x: tf.TensorInfo,
  { axis, keepDims }: Reduction,
  scaleFor: (numSummed: number) => number,
  backend: tf.KernelBackend,
): tf.TensorInfo {
  const axes = tf.util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
  const [shape, summedShape] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
  const numSummed = tf.util.sizeFromShape(summedShape);
  const sums = emptyTensor(shape, backend);
  if (isLeading(axes)) sumRows(valuesOf(x, backend), valuesOf(sums, backend), scaleFor(numSummed));
  else withAxesLast(x, axes, backend, (sorted) => sumWithinRows(valuesOf(sorted, backend), valuesOf(sums, backend), scaleFor(numSummed)));
  return keepDims ? { ...sums, shape: tf.backend_util.expandShapeToKeepDim(shape, axes) } : sums;
}

/** Whether the axes are the first ones, as in the gradient of a bias over a batch: then whole rows can be added. */
function isLeading(axes: readonly number[]): boolean {
  return axes.every((axis, i) => axis === i);
}

/** Adds the rows of `values`, each as long as `sums`. */
function sumRows(values: Float32Array, sums: Float32Array, scale: number): void {
  const totals = new Float64Array(sums.length);
  for (let start = 0; start < values.length; start += totals.length) {
    for (let i = 0; i < totals.length; i++) totals[i] += values[start + i];
  }
  for (let i = 0; i < totals.length; i++) sums[i] = totals[i] * scale;
}

/** Adds the numbers of each row of `values`: one row per number of `sums`. */
function sumWithinRows(values: Float32Array, sums: Float32Array, scale: number): void {
  const rowLength = values.length / sums.length;
  for (let row = 0; row < sums.length; row++) {
    let total = 0;
    for (let i = row * rowLength; i < (row + 1) * rowLength; i++) total += values[i];
    sums[row] = total * scale;
  }
}

function withAxesLast(x: tf.TensorInfo, axes: number[], backend: tf.KernelBackend, use: (sorted: tf.TensorInfo) => void): void {
  const perm = tf.backend_util.getAxesPermutation(axes, x.shape.length);
  if (!perm) return use(x);
  const sorted = tf.getKernel(tf.Transpose, 'wasm').kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
  use(sorted);
  backend.disposeData(sorted.dataId);
}
