import * as tf from '@tensorflow/tfjs-core';

/** Inputs at a time: WebGPU promises eight buffers to a shader, of which the sum takes one. */
const mostInputs = 7;

/**
 * Gives webgpu sums of any number of tensors.
 *
 * tfjs binds them all to one shader; where they are more than the card allows, it reports an error that nothing waits for, and goes on with
 * a sum of zeros: a gradient's norm over many weights, a loss of many terms.
 */
export function registerWebgpuAddN(): void {
  const stock = tf.getKernel(tf.AddN, 'webgpu');
  tf.unregisterKernel(tf.AddN, 'webgpu');
  tf.registerKernel({ ...stock, kernelFunc: (call) => addedUp(call, stock.kernelFunc) });
}

type Call = Parameters<tf.KernelFunc>[0];

function addedUp(call: Call, add: tf.KernelFunc): tf.TensorInfo {
  const inputs = call.inputs as unknown as tf.TensorInfo[];
  if (inputs.length <= mostInputs) return add(call) as tf.TensorInfo;
  const first = add({ ...call, inputs: inputs.slice(0, mostInputs) as unknown as tf.NamedTensorInfoMap }) as tf.TensorInfo;
  const sum = addedUp({ ...call, inputs: [first, ...inputs.slice(mostInputs)] as unknown as tf.NamedTensorInfoMap }, add);
  (call.backend as tf.KernelBackend).disposeData(first.dataId);
  return sum;
}
