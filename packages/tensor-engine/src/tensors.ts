import { matrix, type Matrix } from '@mmae/matrix';
import * as tf from '@tensorflow/tfjs-core';

/** A copy of the matrix on the engine that runs; the caller disposes it. @returns shape `[numRows, numColumns]` */
export function toTensor({ numRows, numColumns, data }: Matrix): tf.Tensor2D {
  return tf.tensor2d(data.slice(), [numRows, numColumns]);
}

/** The values of a tensor as a matrix, read back from the engine; the tensor stays. */
export function toMatrix(tensor: tf.Tensor2D): Matrix {
  const [numRows, numColumns] = tensor.shape;
  return matrix(numRows, numColumns, (tensor.dataSync() as Float32Array).slice());
}
