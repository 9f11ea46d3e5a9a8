import * as tf from '@tensorflow/tfjs-core';
import { float32Attribute, tensorflowBackend } from '../engines/tensorflow-backend.ts';
import type { AdamKernel, AdamStep, AdamUpdate, Moments } from './adam-kernels.ts';

/** Handles of TensorFlow's own variables, which its fused kernel updates in place. */
interface ResourceSlots {
  readonly weights: tf.Tensor;
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
  /** the data of the tfjs variable after the last step, which it shares with `weights` */
  shared?: tf.DataId;
}

/**
 * Adam by TensorFlow's fused kernel, without a copy of the weights.
 *
 * That kernel adds epsilon before the bias correction. Given ε·√(1 − β₂ᵗ), and a learning rate with both corrections, it computes PyTorch's
 * formula.
 */
export const adamTensorflow: AdamKernel<ResourceSlots> = {
  slots: ({ shape }, moments) => ({
    weights: resource(shape),
    first: resource(shape, moments?.first ?? 0),
    second: resource(shape, moments?.second ?? 0),
  }),
  apply(updates, step) {
    tf.tidy(() => {
      const scalars = stepScalars(step);
      for (const update of updates) applyFused(update, scalars, step);
    });
  },
  moments: ({ first, second }): Moments => ({ first: valuesOf(first), second: valuesOf(second) }),
  dispose: ({ weights, first, second }) => tf.dispose([weights, first, second]),
};

/** The arguments of the kernel from `beta1_power` to `epsilon`. */
function stepScalars({ step, learningRate, beta1, beta2, epsilon }: AdamStep): tf.Scalar[] {
  const rootCorrection = Math.sqrt(1 - beta2 ** step);
  const correctedRate = (learningRate * rootCorrection) / (1 - beta1 ** step); // corrected here, in double precision; powers of 0 make the kernel leave it unchanged
  return [0, 0, correctedRate, beta1, beta2, epsilon * rootCorrection].map((value) => tf.scalar(value));
}

function applyFused(
  { variable, gradient, slots }: AdamUpdate<ResourceSlots>,
  scalars: tf.Scalar[],
  { learningRate, weightDecay }: AdamStep,
): void {
  if (variable.dataId !== slots.shared) assign(slots.weights, variable);
  const decay = weightDecay > 0 ? tf.mul(variable, learningRate * weightDecay) : undefined;
  tf.engine().disposeTensor(variable); // while another tensor shares the weights, TensorFlow would copy them before it writes
  run('ResourceApplyAdam', [slots.weights, slots.first, slots.second, ...scalars, gradient]);
  if (decay) run('AssignSubVariableOp', [slots.weights, decay], 'dtype');
  const { dataId } = read(slots.weights);
  variable.dataId = dataId;
  tf.engine().incRef(variable, tf.backend());
  slots.shared = dataId;
}

/** A variable of TensorFlow, freed when its handle is disposed. Without `values`, assign it before it is read. */
function resource(shape: number[], values?: Float32Array | 0): tf.Tensor {
  return tf.tidy(() => {
    const handle = tf.keep(createResource(shape));
    if (values !== undefined) assign(handle, values ? tf.tensor(values.slice(), shape) : tf.zeros(shape));
    return handle;
  });
}

function createResource(shape: number[]): tf.Tensor {
  const backend = tensorflowBackend();
  const { TF_ATTR_SHAPE, TF_ATTR_STRING } = backend.binding;
  const attributes = [
    float32Attribute(backend, 'dtype'),
    { name: 'shape', type: TF_ATTR_SHAPE, value: shape },
    { name: 'shared_name', type: TF_ATTR_STRING, value: anonymous },
    { name: 'container', type: TF_ATTR_STRING, value: '' },
  ];
  return backend.executeSingleOutput('VarHandleOp', attributes, []);
}

/** The name by which TensorFlow counts references instead of keeping a name (ResourceHandle::ANONYMOUS_NAME). */
const anonymous = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';

function assign(handle: tf.Tensor, value: tf.Tensor): void {
  run('AssignVariableOp', [handle, value], 'dtype');
}

function read(handle: tf.Tensor): tf.Tensor {
  const backend = tensorflowBackend();
  return backend.executeSingleOutput('ReadVariableOp', [float32Attribute(backend, 'dtype')], [handle]);
}

function valuesOf(handle: tf.Tensor): Float32Array {
  return tf.tidy(() => read(handle).dataSync<'float32'>().slice());
}

/** Runs an operation that returns nothing. */
function run(operation: string, inputs: tf.Tensor[], typeAttribute = 'T'): void {
  const backend = tensorflowBackend();
  backend.executeMultipleOutputs(operation, [float32Attribute(backend, typeAttribute)], inputs, 0);
}
