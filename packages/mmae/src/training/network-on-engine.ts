import { mapValues } from '@mmae/feature-table';
import type { Random } from '@mmae/random';
import { adam, squaredNorm, type AdamState } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../network/network.ts';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { lossTerms, totalLoss, type LossPass, type LossTerms } from '../objective/objective.ts';
import type { StageOptions } from '../options.ts';
import { tensorArithmetic } from '../arithmetic/tensor-arithmetic.ts';
import { prefixed, under, type Parameter, type Weights } from '../network/weights.ts';
import type { Batch } from './batches.ts';
import type { BatchFeatures } from './features-on-engine.ts';
import { dropoutMask } from './random-draws.ts';

/** Every loss term, unweighted; `loss`, their weighted sum; in training also `gradientNorm`, before clipping. */
export type LossValues = Readonly<Record<string, number>>;

/** A network's weights and its optimizer in the memory of the engine. */
export interface NetworkOnEngine {
  /** Forward pass, loss, backward pass. Call it inside `tf.tidy`. @returns losses with `gradientNorm`, gradients by variable name */
  lossesAndGradients(batch: Batch, features: BatchFeatures, options: StepOptions): { losses: LossValues; gradients: tf.NamedTensorMap };
  /** One optimizer step on the weights that have a gradient. */
  applyGradients(gradients: tf.NamedTensorMap, learningRate: number): void;
  /** The losses of a batch without dropout, a Gaussian latent taken at its mean. Call it inside `tf.tidy`. */
  losses(batch: Batch, features: BatchFeatures, divergenceShare: number): LossValues;
  /** A copy of the weights, read back from the engine. */
  weights(): Weights;
  /** A copy of Adam's moments: `first.<name>` and `second.<name>`, shaped as the weights. */
  moments(): Weights;
  dispose(): void;
}

interface StepOptions {
  /** draws dropout and Gaussian latents */
  readonly random: Random;
  /** how far the warm-up of `divergence` has come, 0 … 1 */
  readonly divergenceShare: number;
}

let numNetworks = 0;

/** Puts a network on the current engine. @param start its weights, its moments if it has made steps, and their number */
export function networkOnEngine(
  network: Network,
  { objective, training }: StageOptions,
  start: { readonly weights: Weights; readonly moments: Weights; readonly step: number },
): NetworkOnEngine {
  const scope = `network${numNetworks++}`; // tfjs requires unique variable names
  const variables = tf.tidy(() => Object.entries(start.weights).map(([name, weight]) => toVariable(`${scope}.${name}`, weight)));
  const byName = under(Object.fromEntries(variables.map((variable) => [variable.name, variable])), scope) as Record<string, tf.Tensor2D>;
  const optimizer = adam({ weightDecay: training.weightDecay });
  optimizer.restore(toAdamState(start.moments, start.step, scope));

  const forward = (pass: Omit<LossPass, 'arithmetic' | 'weights'>, batch: Batch, features: BatchFeatures, divergenceShare: number) => {
    const terms = lossTerms({ ...pass, arithmetic: tensorArithmetic, weights: byName }, network, objective, batch, features);
    const loss = totalLoss(terms, objective, byName, divergenceShare);
    return { loss, terms };
  };

  return {
    lossesAndGradients(batch, features, { random, divergenceShare }) {
      let names: string[] = [];
      let values: tf.Tensor1D | undefined;
      const { grads } = tf.variableGrads(() => {
        const { loss, terms } = forward(drawingPass(random), batch, features, divergenceShare);
        names = ['loss', ...Object.keys(terms), 'gradientNorm'];
        values = tf.keep(lossVector(terms, loss)); // tfjs disposes the terms before the backward pass
        return loss;
      }, variables);
      const read = tf.concat1d([values!, tf.reshape(squaredNorm(grads), [1])]).dataSync(); // one read, because each waits for the engine
      values!.dispose();
      const losses = Object.fromEntries(names.map((name, i) => [name, name === 'gradientNorm' ? Math.sqrt(read[i]) : read[i]]));
      return { losses, gradients: grads };
    },
    applyGradients(gradients, learningRate) {
      optimizer.step(
        variables.filter(({ name }) => gradients[name]),
        gradients,
        learningRate,
      );
    },
    losses(batch, features, divergenceShare) {
      const { loss, terms } = forward({ dropout: (a) => a }, batch, features, divergenceShare);
      const values = lossVector(terms, loss).dataSync();
      return Object.fromEntries(['loss', ...Object.keys(terms)].map((name, i) => [name, values[i]]));
    },
    weights: () => readWeights(byName),
    moments() {
      const moments = under(optimizer.state().moments, scope);
      const all = (which: 'first' | 'second') =>
        mapValues(moments, (both, name) => ({ shape: [...byName[name].shape], data: both[which] }));
      return { ...prefixed(all('first'), 'first'), ...prefixed(all('second'), 'second') };
    },
    dispose() {
      optimizer.dispose();
      tf.dispose(variables);
    },
  };
}

/** Puts a weight on the current engine. */
export function toVariable(name: string, { shape, data }: Parameter): tf.Variable {
  return tf.variable(tf.tensor(data.slice(), [...shape]), true, name);
}

/** A copy of weights, read back from the engine. */
export const readWeights = (byName: Readonly<Record<string, tf.Tensor>>): Weights =>
  mapValues(byName, (tensor) => ({ shape: [...tensor.shape], data: (tensor.dataSync() as Float32Array).slice() }));

function toAdamState(moments: Weights, step: number, scope: string): AdamState {
  const [first, second] = [under(moments, 'first'), under(moments, 'second')];
  return {
    step,
    moments: prefixed(
      mapValues(first, ({ data }, name) => ({ first: data, second: second[name].data })),
      scope,
    ),
  };
}

/** The loss and its terms. */
const lossVector = (terms: LossTerms, loss: tf.Scalar) => tf.stack([loss, ...Object.values(terms)]) as tf.Tensor1D;

/** Dropout whose masks are drawn in JavaScript, so that they are the same on every engine. */
export const drawnDropout =
  (random: Random): ForwardPass<tf.Tensor2D>['dropout'] =>
  (a, rate) =>
    rate === 0 ? a : tf.mul(a, tf.tensor2d(dropoutMask(a.size, rate, random), a.shape));

/** Dropout and noise are drawn in JavaScript, so that they are the same on every engine. */
function drawingPass(random: Random): Omit<LossPass, 'arithmetic' | 'weights'> {
  return {
    dropout: drawnDropout(random),
    noise: ([numRows, numColumns]) =>
      tf.tensor2d(Float32Array.from({ length: numRows * numColumns }, random.normal), [numRows, numColumns]),
  };
}
