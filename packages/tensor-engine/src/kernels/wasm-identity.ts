import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Lets a clone on wasm share the memory of its tensor, as on every other engine. tfjs copies it, some 250 times in a training step. */
export function registerWasmIdentity(): void {
  const stock = tf.getKernel(tf.Identity, 'wasm');
  tf.unregisterKernel(tf.Identity, 'wasm');
  tf.registerKernel({
    ...stock,
    kernelFunc: ({ inputs, backend }) => {
      const { dataId, shape, dtype } = inputs.x as tf.TensorInfo;
      (backend as BackendWasm).incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
