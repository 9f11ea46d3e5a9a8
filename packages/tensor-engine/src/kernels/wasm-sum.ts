import * as tf from '@tensorflow/tfjs-core';
import { emptyTensor } from './tensor-values.ts';
import { addressOf, wasmKernels } from './wasm-kernels.ts';

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
  const numSums = tf.util.sizeFromShape(shape);
  const { columnSums, rowSums } = wasmKernels(backend);
  const [from, to, scale] = [addressOf(x, backend), addressOf(sums, backend), scaleFor(numSummed)];
  if (numSums === 1) rowSums(from, to, 1, numSummed, scale);
  else if (isLeading(axes)) columnSums(from, to, numSummed, numSums, scale);
  else withAxesLast(x, axes, backend, (sorted) => rowSums(addressOf(sorted, backend), to, numSums, numSummed, scale));
  return keepDims ? { ...sums, shape: tf.backend_util.expandShapeToKeepDim(shape, axes) } : sums;
}

/** Whether the axes are the first ones, as in the gradient of a bias over a batch: then whole rows can be added. */
function isLeading(axes: readonly number[]): boolean {
  return axes.every((axis, i) => axis === i);
}

function withAxesLast(x: tf.TensorInfo, axes: number[], backend: tf.KernelBackend, use: (sorted: tf.TensorInfo) => void): void {
  const perm = tf.backend_util.getAxesPermutation(axes, x.shape.length);
  if (!perm) return use(x);
  const sorted = tf.getKernel(tf.Transpose, 'wasm').kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
  use(sorted);
  backend.disposeData(sorted.dataId);
}

/** The sum of the squares of a tensor on wasm, without a tensor of squares. */
export function wasmSumOfSquares(x: tf.Tensor): number {
  return wasmKernels(tf.backend()).sumOfSquares(addressOf(x, tf.backend()), x.size);
}
