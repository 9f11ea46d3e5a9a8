import * as tf from '@tensorflow/tfjs-core';
import { float32Attribute, type TensorflowBackend } from '../engines/tensorflow-backend.ts';
import { emptyTensor, valuesOf } from './tensor-values.ts';

const reluGrad = 'ReluGrad';

/** `dy` where relu's output `y` is above 0, else 0; all three have one shape. */
type ReluGradient = (dy: tf.TensorInfo, y: tf.TensorInfo, backend: tf.KernelBackend) => tf.TensorInfo;

/**
 * Registers the gradient of relu as one kernel, on webgpu as two, because JavaScript cannot read a graphics card without waiting for it.
 *
 * tfjs-core computes dy · step(x): six kernels on TensorFlow, which has a single one for it, and three elsewhere. It also keeps the input x
 * in memory, whereas the output y is kept anyway.
 */
export function registerReluGradient(backendName: string): void {
  if (backendName !== 'webgpu') registerKernel(backendName, backendName === 'tensorflow' ? tensorflowReluGradient : loopReluGradient);
  tf.registerGradient({
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => gradientOfRelu(dy as tf.Tensor, y) }),
  });
}

function registerKernel(backendName: string, gradient: ReluGradient): void {
  tf.registerKernel({
    kernelName: reluGrad,
    backendName,
    kernelFunc: ({ inputs, backend }) => gradient(inputs.dy!, inputs.y!, backend as tf.KernelBackend),
  });
}

function gradientOfRelu(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (tf.getKernel(reluGrad, tf.getBackend())) return tf.engine().runKernel(reluGrad, { dy, y });
  return tf.mul(dy, tf.step(y));
}

const tensorflowReluGradient: ReluGradient = (dy, y, backend) => {
  const tensorflow = backend as TensorflowBackend;
  return tensorflow.executeSingleOutput(reluGrad, [float32Attribute(tensorflow)], [dy, y]);
};

const loopReluGradient: ReluGradient = (dy, y, backend) => {
  const dx = emptyTensor(y.shape, backend);
  const [slopes, values, gradient] = [dx, y, dy].map((tensor) => valuesOf(tensor, backend));
  for (let i = 0; i < slopes.length; i++) slopes[i] = values[i] > 0 ? gradient[i] : 0;
  return dx;
};
