import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Gives wasm the kernels it lacks and cpu has, by running them there: among them the gradients of convolutions
 * (Conv2DBackpropFilter, both depthwise ones), of gather and embeddings (UnsortedSegmentSum), and Einsum.
 * Complex numbers (FFT …) have no place on wasm and stay missing.
 */
export function bridgeMissingKernels(): void {
  const onWasm = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (onWasm.has(kernelName) || complexKernels.has(kernelName)) continue;
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: onCpu(kernelName) });
  }
}

const complexKernels = new Set<string>([tf.Complex, tf.ComplexAbs, tf.FFT, tf.IFFT, tf.Imag, tf.Real]);

/** The cpu kernel of that name as a kernel of wasm: values over, kernel, values back. */
function onCpu(kernelName: string): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const wasm = backend as BackendWasm;
    const cpu = tf.findBackend('cpu') as MathBackendCPU;
    const copies = mapInputs(inputs, (input) => toCpu(input, wasm, cpu));
    const outputs = tf.getKernel(kernelName, 'cpu').kernelFunc({ inputs: copies, attrs, backend: cpu });
    const results = [outputs].flat().map((output) => toWasm(output, wasm, cpu));
    for (const { dataId } of [...(Object.values(copies) as tf.TensorInfo[]), ...[outputs].flat()]) cpu.disposeData(dataId);
    return Array.isArray(outputs) ? results : results[0];
  };
}

/** Named inputs, or a list of them, as Einsum's are. */
function mapInputs(inputs: tf.NamedTensorInfoMap, map: (input: tf.TensorInfo) => tf.TensorInfo): tf.NamedTensorInfoMap {
  if (Array.isArray(inputs)) return inputs.map(map) as unknown as tf.NamedTensorInfoMap;
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, map(input as tf.TensorInfo)]));
}

function toCpu({ dataId, shape, dtype }: tf.TensorInfo, wasm: BackendWasm, cpu: MathBackendCPU): tf.TensorInfo {
  return cpu.makeTensorInfo(shape, dtype, wasm.readSync(dataId) as tf.TypedArray);
}

function toWasm({ dataId, shape, dtype }: tf.TensorInfo, wasm: BackendWasm, cpu: MathBackendCPU): tf.TensorInfo {
  return wasm.makeOutput(shape, dtype, undefined, cpu.readSync(dataId) as tf.backend_util.BackendValues);
}
