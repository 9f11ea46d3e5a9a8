import type { Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { adam, clipByNorm, toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { tensorArithmetic } from '../arithmetic/tensor-arithmetic.ts';
import { under, type Weights } from '../network/weights.ts';
import { reconstructionLoss } from '../objective/losses.ts';
import { drawnDropout, readWeights, toVariable } from '../training/network-on-engine.ts';
import type { ContextBatch } from './context-batch.ts';
import { reconstructShots, type ContextNetwork } from './context-network.ts';

/** A context encoder's weights and its optimizer in the memory of the engine. */
export interface ContextOnEngine {
  /** One step of the optimizer. @param random draws dropout @returns the loss before the step */
  step(batch: ContextBatch, learningRate: number, random: Random): number;
  /** A copy of the weights, read back from the engine. */
  weights(): Weights;
  dispose(): void;
}

/** The maximum norm of a gradient; longer ones are scaled down to it. */
const clipNorm = 1;

let numEncoders = 0;

/** Puts a context encoder on the current engine. */
export function contextOnEngine(
  network: ContextNetwork,
  start: Weights,
  { weightDecay }: { readonly weightDecay: number },
): ContextOnEngine {
  const scope = `context${numEncoders++}`; // tfjs requires unique variable names
  const variables = tf.tidy(() => Object.entries(start).map(([name, weight]) => toVariable(`${scope}.${name}`, weight)));
  const byName = under(Object.fromEntries(variables.map((variable) => [variable.name, variable])), scope) as Record<string, tf.Tensor2D>;
  const optimizer = adam({ weightDecay });
  return {
    step: (batch, learningRate, random) =>
      tf.tidy(() => {
        const pass = { arithmetic: tensorArithmetic, weights: byName, dropout: drawnDropout(random) };
        const { value, grads } = tf.variableGrads(() => contextLoss(pass, network, batch), variables);
        optimizer.step(variables, clipByNorm(grads, clipNorm).gradients, learningRate);
        return value.dataSync()[0];
      }),
    weights: () => readWeights(byName),
    dispose() {
      optimizer.dispose();
      tf.dispose(variables);
    },
  };
}

/** The mean of 1 − cos(û, u) over the shots that are to be reconstructed. Call it inside `tf.tidy`. */
export function contextLoss(pass: ForwardPass<tf.Tensor2D>, network: ContextNetwork, batch: ContextBatch): tf.Scalar {
  const [shots, hidden, distances, targets, rowWeights] = tensorsOf(batch);
  const reconstructed = reconstructShots(pass, network, { shots, hidden, distances });
  return reconstructionLoss('cosine', reconstructed, targets, rowWeights);
}

const tensorsOf = ({ shots, hidden, distances, targets, rowWeights }: ContextBatch) =>
  [shots, hidden!, distances, targets, rowWeights].map((each: Matrix) => toTensor(each));
