import * as tf from '@tensorflow/tfjs-core';
import { shadersOf, workgroupSize, type Shader } from '../webgpu/shader.ts';

/** Numbers that one workgroup adds. */
const chunkSize = 16 * workgroupSize;

/** Adds the numbers of the threads of a workgroup, in pairs. */
const addThreads = `
  for (var distance = ${workgroupSize / 2}u; distance > 0u; distance /= 2u) {
    workgroupBarrier();
    if (thread < distance) { sums[thread] += sums[thread + distance]; }
  }`;

const bindings = `
@group(0) @binding(0) var<storage, read_write> result : array<f32>;
@group(0) @binding(1) var<storage, read> x : array<f32>;
var<workgroup> sums : array<f32, ${workgroupSize}>;`;

/** The sum of each chunk of `chunkSize` numbers, or of their squares. */
const chunkSums = (name: string, value: string): Shader => ({
  name,
  code: `${bindings}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  var sum = 0.0;
  for (var i = group.x * ${chunkSize}u + thread; i < min((group.x + 1u) * ${chunkSize}u, arrayLength(&x)); i += ${workgroupSize}u) {
    sum += ${value};
  }
  sums[thread] = sum;
  ${addThreads}
  if (thread == 0u) { result[group.x] = sums[0]; }
}`,
});

const plainSums = chunkSums('sums of chunks', 'x[i]');
const squareSums = chunkSums('sums of squares of chunks', 'x[i] * x[i]');

/** The sum of everything, times a factor. */
const total: Shader = {
  name: 'sum',
  code: `${bindings}
@group(0) @binding(2) var<storage, read> factor : array<f32>;
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(local_invocation_index) thread : u32) {
  var sum = 0.0;
  for (var i = thread; i < arrayLength(&x); i += ${workgroupSize}u) { sum += x[i]; }
  sums[thread] = sum;
  ${addThreads}
  if (thread == 0u) { result[0] = sums[0] * factor[0]; }
}`,
};

/** Columns of a workgroup, and threads that share the rows of each. */
const [numColumns, numSharing] = [32, workgroupSize / 32];

/** The sum of each column of a matrix, times a factor. */
const columnSums: Shader = {
  name: 'sums of columns',
  code: `${bindings}
@group(0) @binding(2) var<storage, read> factor : array<f32>;
@compute @workgroup_size(${numColumns}, ${numSharing})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>) {
  let width = arrayLength(&result);
  let numRows = arrayLength(&x) / width;
  let column = group.x * ${numColumns}u + local.x;
  var sum = 0.0;
  if (column < width) {
    for (var row = local.y; row < numRows; row += ${numSharing}u) { sum += x[row * width + column]; }
  }
  sums[local.y * ${numColumns}u + local.x] = sum;
  workgroupBarrier();
  if (local.y == 0u && column < width) {
    for (var y = 1u; y < ${numSharing}u; y++) { sum += sums[y * ${numColumns}u + local.x]; }
    result[column] = sum * factor[0];
  }
}`,
};

/**
 * Replaces sums and means over everything, and over the first axes.
 *
 * tfjs adds all numbers of a sum in one workgroup, which leaves the rest of the card idle, and transposes a matrix before it adds its columns. These are
 * the losses and the gradients of biases.
 */
export function registerWebgpuSums(): void {
  for (const kernelName of [tf.Sum, tf.Mean]) {
    const stock = tf.getKernel(kernelName, 'webgpu');
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({ ...stock, kernelFunc: (call) => sumOf(call, kernelName === tf.Mean) ?? stock.kernelFunc(call) });
  }
  registerSpreadGradients();
}

/**
 * Replaces the gradients of sums and means on webgpu. Those of tfjs multiply by a tensor of ones, which they fill in JavaScript and send to the card: a
 * quarter of a training step.
 */
function registerSpreadGradients(): void {
  for (const kernelName of [tf.Sum, tf.Mean]) {
    const stock = tf.getGradient(kernelName);
    tf.registerGradient({
      ...stock,
      gradFunc: (dy, saved, attrs) =>
        tf.getBackend() === 'webgpu' ? spread(dy as tf.Tensor, saved[0], attrs, kernelName) : stock.gradFunc(dy, saved, attrs),
    });
  }
}

/** The gradient of each number in a sum or mean: that of the sum, over the number of numbers in a mean. */
function spread(dy: tf.Tensor, x: tf.Tensor, attrs: tf.NamedAttrMap, kernelName: string): { x: () => tf.Tensor } {
  const axes = tf.util.parseAxisParam(attrs.axis as number | number[], x.shape);
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const numAdded = x.size / tf.util.sizeFromShape(kept);
  return { x: () => tf.broadcastTo(tf.reshape(kernelName === tf.Mean ? tf.div(dy, numAdded) : dy, kept), x.shape) };
}

/** @returns undefined where tfjs's own kernel is as good */
function sumOf({ inputs, attrs, backend }: Parameters<tf.KernelFunc>[0], isMean: boolean): tf.TensorInfo | undefined {
  const { x } = inputs as { x: tf.TensorInfo };
  const { axis, keepDims } = attrs as unknown as { axis: number | number[]; keepDims: boolean };
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const numAdded = axes.reduce((product, each) => product * x.shape[each], 1);
  const size = tf.util.sizeFromShape(x.shape);
  if (x.dtype !== 'float32' || size === 0 || !areFirst(axes) || size / numAdded > 2 ** 20) return undefined;
  const shape = x.shape.flatMap((length, each) => (axes.includes(each) ? (keepDims ? [1] : []) : [length]));
  const factor = tf.scalar(isMean ? 1 / numAdded : 1);
  const result =
    numAdded === size ? totalOf(x, plainSums, factor, shape, backend as object) : columnsOf(x, factor, shape, backend as object);
  factor.dispose();
  return result;
}

const areFirst = (axes: readonly number[]) => axes.length > 0 && axes.toSorted((a, b) => a - b).every((axis, i) => axis === i);

function columnsOf(x: tf.TensorInfo, factor: tf.TensorInfo, shape: number[], backend: object): tf.TensorInfo {
  const shaders = shadersOf(backend);
  const result = shaders.empty(shape);
  shaders.run(columnSums, [result, x, factor], Math.ceil(tf.util.sizeFromShape(shape) / numColumns));
  return result;
}

function totalOf(x: tf.TensorInfo, chunks: Shader, factor: tf.TensorInfo, shape: number[], backend: object): tf.TensorInfo {
  const shaders = shadersOf(backend);
  const result = shaders.empty(shape);
  const numChunks = Math.ceil(tf.util.sizeFromShape(x.shape) / chunkSize);
  if (numChunks === 1 && chunks === plainSums) {
    shaders.run(total, [result, x, factor], 1);
    return result;
  }
  const sums = shaders.empty([numChunks]);
  shaders.run(chunks, [sums, x], numChunks);
  shaders.run(total, [result, sums, factor], 1);
  shaders.backend.disposeData(sums.dataId);
  return result;
}

/** The sum of the squares of a tensor on webgpu, as a tensor without dimensions. */
export function webgpuSumOfSquares(x: tf.Tensor): tf.Scalar {
  const factor = tf.scalar(1);
  const result = totalOf(x, squareSums, factor, [], tf.backend());
  factor.dispose();
  return tf.engine().makeTensorFromTensorInfo(result) as tf.Scalar;
}
