import * as tf from '@tensorflow/tfjs-core';
import type { Pass } from './arithmetic.ts';
import { tensorArithmetic } from './tensor-arithmetic.ts';
import type { Weights } from './weights.ts';

export function toTensors(weights: Weights): Record<string, tf.Tensor2D> {
  const tensors = Object.entries(weights).map(([name, { shape, data }]) => [name, tf.tensor(data.slice(), [...shape])]);
  return Object.fromEntries(tensors);
}

/** A forward pass on the engine in which nothing is left out. */
export function tensorPass(weights: Weights): Pass<tf.Tensor2D> {
  return { arithmetic: tensorArithmetic, weights: toTensors(weights), dropout: (x) => x };
}
