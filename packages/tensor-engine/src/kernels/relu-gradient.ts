import * as tf from '@tensorflow/tfjs-core';
import { float32Attribute, type TensorflowBackend } from '../engines/tensorflow-backend.ts';
import { shadersOf, workgroupSize, workgroupsFor, type Shader } from '../webgpu/shader.ts';
import { emptyTensor, valuesOf } from './tensor-values.ts';
import { addressOf, wasmKernels } from './wasm-kernels.ts';

const reluGrad = 'ReluGrad';

/** `dy` where relu's output `y` is above 0, else 0; all three have one shape. */
type ReluGradient = (dy: tf.TensorInfo, y: tf.TensorInfo, backend: tf.KernelBackend) => tf.TensorInfo;

/**
 * Registers the gradient of relu as one kernel.
 *
 * tfjs-core computes dy · step(x): six kernels on TensorFlow, which has a single one for it, and three elsewhere. It also keeps the input x
 * in memory, whereas the output y is kept anyway.
 */
export function registerReluGradient(backendName: string): void {
  const special: Readonly<Record<string, ReluGradient>> = {
    tensorflow: tensorflowReluGradient,
    webgpu: webgpuReluGradient,
    wasm: wasmReluGradient,
  };
  registerKernel(backendName, special[backendName] ?? loopReluGradient);
  tf.registerGradient({
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.engine().runKernel(reluGrad, { dy: dy as tf.Tensor, y }) }),
  });
}

function registerKernel(backendName: string, gradient: ReluGradient): void {
  tf.registerKernel({
    kernelName: reluGrad,
    backendName,
    kernelFunc: ({ inputs, backend }) => gradient(inputs.dy!, inputs.y!, backend as tf.KernelBackend),
  });
}

const tensorflowReluGradient: ReluGradient = (dy, y, backend) => {
  const tensorflow = backend as TensorflowBackend;
  return tensorflow.executeSingleOutput(reluGrad, [float32Attribute(tensorflow)], [dy, y]);
};

const wasmReluGradient: ReluGradient = (dy, y, backend) => {
  const dx = emptyTensor(y.shape, backend);
  const [gradient, values, slopes] = [dy, y, dx].map((tensor) => addressOf(tensor, backend));
  wasmKernels(backend).reluGradient(gradient, values, slopes, tf.util.sizeFromShape(y.shape));
  return dx;
};

const loopReluGradient: ReluGradient = (dy, y, backend) => {
  const dx = emptyTensor(y.shape, backend);
  const [slopes, values, gradient] = [dx, y, dy].map((tensor) => valuesOf(tensor, backend));
  for (let i = 0; i < slopes.length; i++) slopes[i] = values[i] > 0 ? gradient[i] : 0;
  return dx;
};

const shader: Shader = {
  name: 'gradient of relu',
  code: `
@group(0) @binding(0) var<storage, read_write> dx : array<f32>;
@group(0) @binding(1) var<storage, read> dy : array<f32>;
@group(0) @binding(2) var<storage, read> y : array<f32>;
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) thread : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  for (var i = thread.x; i < arrayLength(&dx); i += groups.x * ${workgroupSize}u) { dx[i] = select(0.0, dy[i], y[i] > 0.0); }
}`,
};

const webgpuReluGradient: ReluGradient = (dy, y, backend) => {
  const shaders = shadersOf(backend);
  const dx = shaders.empty(y.shape);
  shaders.run(shader, [dx, dy, y], workgroupsFor(tf.util.sizeFromShape(y.shape)));
  return dx;
};
