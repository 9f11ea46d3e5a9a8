import { matrix, type Matrix } from '@mmae/matrix';
import * as tf from '@tensorflow/tfjs-core';

/** A copy of the matrix on the current engine; the caller disposes it. @returns shape `[numRows, numColumns]` */
export function toTensor({ numRows, numColumns, data }: Matrix): tf.Tensor2D {
  return tf.tensor2d(copiesValues() ? data : data.slice(), [numRows, numColumns]);
}

/** Whether the engine copies the values of a new tensor into its own memory at once; the others keep the array. */
const copiesValues = () => tf.getBackend() === 'wasm';

/** A copy of the values of a tensor as a matrix; the tensor is not disposed. */
export function toMatrix(tensor: tf.Tensor2D): Matrix {
  const [numRows, numColumns] = tensor.shape;
  return matrix(numRows, numColumns, (tensor.dataSync() as Float32Array).slice());
}
