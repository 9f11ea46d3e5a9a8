import * as tf from '@tensorflow/tfjs-core';

/** Inputs per shader: WebGPU guarantees eight buffers, of which the sum takes one. */
const maxInputs = 7;

/**
 * Lets webgpu add any number of tensors.
 *
 * tfjs binds all of them to one shader. Where that exceeds the limit of the card, it reports an error that nobody awaits and returns zeros:
 * for the norm of a gradient over many weights, or a loss with many terms.
 */
export function registerWebgpuAddN(): void {
  const stock = tf.getKernel(tf.AddN, 'webgpu');
  tf.unregisterKernel(tf.AddN, 'webgpu');
  tf.registerKernel({ ...stock, kernelFunc: (call) => addInChunks(call, stock.kernelFunc) });
}

type Call = Parameters<tf.KernelFunc>[0];

function addInChunks(call: Call, add: tf.KernelFunc): tf.TensorInfo {
  const inputs = call.inputs as unknown as tf.TensorInfo[];
  if (inputs.length <= maxInputs) return add(call) as tf.TensorInfo;
  const first = add({ ...call, inputs: inputs.slice(0, maxInputs) as unknown as tf.NamedTensorInfoMap }) as tf.TensorInfo;
  const sum = addInChunks({ ...call, inputs: [first, ...inputs.slice(maxInputs)] as unknown as tf.NamedTensorInfoMap }, add);
  (call.backend as tf.KernelBackend).disposeData(first.dataId);
  return sum;
}
