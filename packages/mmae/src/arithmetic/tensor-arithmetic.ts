import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic } from './arithmetic.ts';
import { halved, stride } from '../network/convolution.ts';

/** Arithmetic on the current tensor engine; every result is a new tensor. */
export const tensorArithmetic: Arithmetic<tf.Tensor2D> = {
  matMul: (a, b) => tf.matMul(a, b),
  matMulTransposed: (a, b) => tf.matMul(a, b, false, true),
  add: (a, b) => (b.rank === 1 ? addToRows(a, b) : tf.add(a, b)),
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
  addToChannels: (images, channels) => tf.reshape(addToRows(tf.reshape(images, [-1, channels.size]), channels), images.shape),
  convolve(images, filter, shape) {
    const kernel = filter as unknown as tf.Tensor4D;
    const { height, width, channels } = shape;
    const input = tf.reshape(images, [images.shape[0], height, width, channels]) as tf.Tensor4D;
    return tf.reshape(tf.conv2d(input, kernel, stride, 'same'), [images.shape[0], -1]);
  },
  convolveTransposed(images, filter, shape) {
    const kernel = filter as unknown as tf.Tensor4D;
    const { height, width, channels } = halved(shape, kernel.shape[3]);
    const input = tf.reshape(images, [images.shape[0], height, width, channels]) as tf.Tensor4D;
    const outputShape: [number, number, number, number] = [images.shape[0], shape.height, shape.width, shape.channels];
    return tf.reshape(tf.conv2dTranspose(input, kernel, outputShape, stride, 'same'), [images.shape[0], -1]);
  },
  columns: (a, begin, length) => tf.slice2d(a, [0, begin], [a.shape[0], length]),
};

/** A vector added to every row. Its gradient is the sum over rows, on TensorFlow and cpu as a product with a row of ones, which is faster there. */
const addToRows = tf.customGrad((a, vector) => ({
  value: tf.add(a as tf.Tensor, vector as tf.Tensor),
  gradFunc: (dy) => {
    const gradient = dy as tf.Tensor2D;
    const addsQuickly = ['webgpu', 'wasm'].includes(tf.getBackend());
    const sums = addsQuickly ? tf.sum(gradient, 0) : tf.matMul(tf.ones([1, gradient.shape[0]]), gradient);
    return [gradient, tf.reshape(sums, (vector as tf.Tensor).shape)];
  },
})) as (a: tf.Tensor2D, vector: tf.Tensor) => tf.Tensor2D;
