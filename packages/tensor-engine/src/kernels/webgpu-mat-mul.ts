import * as tf from '@tensorflow/tfjs-core';

/** tfjs's number for its kernel that makes small products in small tiles. */
const smallTiles = 2;

/** From this length of the inner dimension on, tfjs divides it among workgroups where the product is small. */
const dividedFrom = 2000;

/**
 * Makes matrix products the same in every run.
 *
 * Where a product is small and its inner dimension long, tfjs lets several workgroups add to the same numbers, in the order in which they happen to
 * finish. Sums of floats depend on their order. Such products get another kernel of tfjs, which adds in a fixed order.
 */
export function registerWebgpuMatMul(): void {
  for (const kernelName of [tf.BatchMatMul, tf._FusedMatMul]) {
    const stock = tf.getKernel(kernelName, 'webgpu');
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({ ...stock, kernelFunc: (call) => inFixedOrder(call, stock.kernelFunc) });
  }
}

type Call = Parameters<tf.KernelFunc>[0];

function inFixedOrder(call: Call, multiply: tf.KernelFunc): tf.TensorInfo | tf.TensorInfo[] {
  const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
  const { transposeA, transposeB } = call.attrs as unknown as { transposeA: boolean; transposeB: boolean };
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const numOutputs = a.shape.at(transposeA ? -1 : -2)! * b.shape.at(transposeB ? -2 : -1)!;
  if (inner < dividedFrom || !isSmall(numOutputs)) return multiply(call);
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', smallTiles);
  try {
    return multiply(call);
  } finally {
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', -1);
  }
}

/** Whether tfjs may divide the inner dimension: up to 32 tiles of 32×32, depending on the card. Up to 128 numbers, it has a kernel of its own. */
const isSmall = (numOutputs: number) => numOutputs > 128 && numOutputs <= 32 * 32 * 32;
