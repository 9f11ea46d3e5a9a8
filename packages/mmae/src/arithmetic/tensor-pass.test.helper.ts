import * as tf from '@tensorflow/tfjs-core';
import type { ForwardPass } from './arithmetic.ts';
import { tensorArithmetic } from './tensor-arithmetic.ts';
import type { Weights } from '../network/weights.ts';

export function toTensors(weights: Weights): Record<string, tf.Tensor2D> {
  const tensors = Object.entries(weights).map(([name, { shape, data }]) => [name, tf.tensor(data.slice(), [...shape])]);
  return Object.fromEntries(tensors);
}

/** A forward pass on the engine without dropout. */
export function tensorPass(weights: Weights): ForwardPass<tf.Tensor2D> {
  return { arithmetic: tensorArithmetic, weights: toTensors(weights), dropout: (x) => x };
}
