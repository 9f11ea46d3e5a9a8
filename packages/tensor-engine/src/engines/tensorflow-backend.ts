import * as tf from '@tensorflow/tfjs-core';

/** The parts of tfjs-node's backend used here that the interface of tfjs-core lacks. */
export interface TensorflowBackend extends tf.KernelBackend {
  readonly binding: {
    readonly TF_Version: string;
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_SHAPE: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_FLOAT: number;
  };
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(operation: string, attributes: Attribute[], inputs: tf.TensorInfo[]): tf.Tensor;
  executeMultipleOutputs(operation: string, attributes: Attribute[], inputs: tf.TensorInfo[], numOutputs: number): tf.Tensor[];
}

/** An attribute of a TensorFlow operation. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The current backend, which must be TensorFlow's. */
export function tensorflowBackend(): TensorflowBackend {
  return tf.backend() as TensorflowBackend;
}

/** The attribute that selects single precision for an operation. */
export function float32Attribute({ binding }: TensorflowBackend, name = 'T'): Attribute {
  return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}
