import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Runs the kernels that wasm lacks on cpu: among them the gradients of convolutions (Conv2DBackpropFilter, both depthwise ones), of gather
 * and embeddings (UnsortedSegmentSum), and Einsum. Kernels of complex numbers (FFT …) stay missing: wasm has no such tensors.
 */
export function registerMissingKernels(): void {
  const onWasm = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (onWasm.has(kernelName) || complexKernels.has(kernelName)) continue;
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: onCpu(kernelName) });
  }
}

const complexKernels = new Set<string>([tf.Complex, tf.ComplexAbs, tf.FFT, tf.IFFT, tf.Imag, tf.Real]);

/** A kernel of cpu as one of wasm: copies the inputs to cpu, runs it there, copies the outputs back. */
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

/** Inputs by name, or a list of them as for Einsum. */
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
