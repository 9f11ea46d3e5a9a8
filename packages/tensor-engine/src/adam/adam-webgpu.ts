import * as tf from '@tensorflow/tfjs-core';
import type { WebgpuBackend } from '../webgpu/backend.ts';
import { shadersOf, workgroupSize, workgroupsFor, type Shader } from '../webgpu/shader.ts';
import type { AdamKernel, AdamStep, AdamUpdate } from './adam-kernels.ts';

/** The moments in the memory of the card. */
interface VariableSlots {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/** PyTorch's formula, as in `adam-kernels.ts`, on numbers that stay where they are. */
const shader: Shader = {
  name: 'adam',
  code: `
@group(0) @binding(0) var<storage, read_write> weights : array<f32>;
@group(0) @binding(1) var<storage, read_write> first : array<f32>;
@group(0) @binding(2) var<storage, read_write> second : array<f32>;
@group(0) @binding(3) var<storage, read> gradient : array<f32>;
@group(0) @binding(4) var<storage, read> step : array<f32>;

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) thread : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  for (var i = thread.x; i < arrayLength(&weights); i += groups.x * ${workgroupSize}u) {
    let g = gradient[i];
    let m = step[0] * first[i] + step[1] * g;
    let v = step[2] * second[i] + step[3] * g * g;
    first[i] = m;
    second[i] = v;
    weights[i] = step[4] * weights[i] - step[5] * m / (sqrt(v) * step[6] + step[7]);
  }
}`,
};

/** Adam on a graphics card: one kernel per variable, which updates weights and moments in place. */
export const adamWebgpu: AdamKernel<VariableSlots> = {
  slots: ({ shape }, moments) => ({ first: slot(shape, moments?.first), second: slot(shape, moments?.second) }),
  apply(updates, step) {
    tf.tidy(() => {
      const numbers = stepNumbers(step);
      for (const update of updates) applyShader(update, numbers);
    });
  },
  moments: ({ first, second }) => ({ first: first.dataSync<'float32'>().slice(), second: second.dataSync<'float32'>().slice() }),
  dispose: ({ first, second }) => tf.dispose([first, second]),
};

/** `step` of the shader. */
function stepNumbers({ step, learningRate, beta1, beta2, epsilon, weightDecay }: AdamStep): tf.Tensor1D {
  const stepSize = learningRate / (1 - beta1 ** step);
  const rootCorrection = 1 / Math.sqrt(1 - beta2 ** step);
  return tf.tensor1d([beta1, 1 - beta1, beta2, 1 - beta2, 1 - learningRate * weightDecay, stepSize, rootCorrection, epsilon]);
}

function applyShader({ variable, gradient, slots: { first, second } }: AdamUpdate<VariableSlots>, numbers: tf.Tensor1D): void {
  const shaders = shadersOf(tf.backend());
  for (const each of [variable, first, second]) ownBuffer(each, shaders.backend);
  shaders.run(shader, [variable, first, second, gradient, numbers], workgroupsFor(variable.size));
}

/** Gives the variable a copy of its numbers where others share them. */
function ownBuffer(variable: tf.Variable, backend: WebgpuBackend): void {
  backend.uploadToGPU(variable.dataId);
  const isShared = backend.refCount(variable.dataId) > 1 || backend.tensorMap.get(variable.dataId).external === true;
  if (isShared) variable.assign(tf.mul(variable, 1));
}

function slot(shape: number[], values?: Float32Array): tf.Variable {
  return tf.tidy(() => tf.variable(values ? tf.tensor(values.slice(), shape) : tf.zeros(shape), false));
}
