import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic } from './arithmetic.ts';

/** Arithmetic on the engine that runs; every result is a new tensor. */
export const tensorArithmetic: Arithmetic<tf.Tensor2D> = {
  matMul: (a, b) => tf.matMul(a, b),
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
  divide: (a, b) => tf.div(a, b),
  scale: (a, factor, offset = 0) => (offset === 0 ? tf.mul(a, factor) : tf.add(tf.mul(a, factor), offset)),
  relu: (a) => tf.relu(a),
  tanh: (a) => tf.tanh(a),
  sigmoid: (a) => tf.sigmoid(a),
  exp: (a) => tf.exp(a),
  log: (a) => tf.log(a),
  sqrt: (a) => tf.sqrt(a),
  atLeast: (a, floor) => tf.maximum(a, floor),
  width: (a) => a.shape[1],
  rowMean: (a) => tf.mean(a, 1, true),
  softmax: (a) => tf.softmax(a),
  concat: (parts) => (parts.length === 1 ? parts[0] : tf.concat2d([...parts], 1)),
  columns: (a, begin, length) => tf.slice2d(a, [0, begin], [a.shape[0], length]),
};
