import * as tf from '@tensorflow/tfjs-core';

/**
 * Makes wasm transpose its operands before a product instead of within it.
 *
 * XNNPACK serves the plain product only; with `transposeA` or `transposeB` tfjs falls back to scalar loops that are forty times
 * slower, and every gradient of a product uses them.
 */
export function transposeBeforeMatMul(): void {
  const plain = tf.getKernel(tf.BatchMatMul, 'wasm');
  tf.unregisterKernel(tf.BatchMatMul, 'wasm');
  tf.registerKernel({ ...plain, kernelFunc: (call) => transposedMatMul(plain, call as unknown as MatMulCall) });
}

interface MatMulCall {
  inputs: { a: tf.TensorInfo; b: tf.TensorInfo };
  attrs: tf.BatchMatMulAttrs;
  backend: tf.KernelBackend;
}

function transposedMatMul(plain: tf.KernelConfig, { inputs: { a, b }, attrs: { transposeA, transposeB }, backend }: MatMulCall) {
  const left = transposeA ? swapLastTwo(a, backend) : a;
  const right = transposeB ? swapLastTwo(b, backend) : b;
  const product = plain.kernelFunc({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend });
  if (transposeA) backend.disposeData(left.dataId);
  if (transposeB) backend.disposeData(right.dataId);
  return product;
}

function swapLastTwo(x: tf.TensorInfo, backend: tf.KernelBackend): tf.TensorInfo {
  const rank = x.shape.length;
  const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
  return tf.getKernel(tf.Transpose, 'wasm').kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
}
