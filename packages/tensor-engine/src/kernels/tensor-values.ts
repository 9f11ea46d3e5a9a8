import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** The values of a tensor on wasm or cpu, without a copy. On wasm they may move when the next tensor is made. */
export function valuesOf(tensor: tf.TensorInfo, backend: tf.KernelBackend): Float32Array {
  if (isWasm(backend)) return backend.typedArrayFromHeap(tensor) as Float32Array;
  return (backend as MathBackendCPU).readSync(tensor.dataId) as Float32Array;
}

/** A new tensor on wasm or cpu with undefined values: write all of them before it is used. */
export function emptyTensor(shape: number[], backend: tf.KernelBackend): tf.TensorInfo {
  if (isWasm(backend)) return backend.makeOutput(shape, 'float32');
  return (backend as MathBackendCPU).makeTensorInfo(shape, 'float32', new Float32Array(tf.util.sizeFromShape(shape)));
}

function isWasm(backend: tf.KernelBackend): backend is BackendWasm {
  return 'typedArrayFromHeap' in backend;
}
