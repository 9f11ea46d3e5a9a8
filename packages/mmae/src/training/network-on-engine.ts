import type { Random } from '@mmae/random';
import { adam, clipByNorm, type AdamState } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../network.ts';
import { lossTerms, totalLoss, type LossPass, type LossTerms } from '../objective/loss-terms.ts';
import type { StageOptions } from '../options.ts';
import { tensorArithmetic } from '../tensor-arithmetic.ts';
import { prefixed, under, type Parameter, type Weights } from '../weights.ts';
import type { Batch } from './draw-batch.ts';
import { dropoutMask } from './dropout-mask.ts';
import type { DrawnFeatures, FeaturesOnEngine } from './features-on-engine.ts';

/** The value of every term, unweighted, and `loss`, what is minimised. */
export type LossValues = Readonly<Record<string, number>>;

export interface StepOptions {
  readonly learningRate: number;
  /** how far the warm-up of `divergence` has come, 0 … 1 */
  readonly divergenceShare: number;
  /** of dropout and of draws from a Gaussian latent */
  readonly random: Random;
}

/** A network whose weights live on the engine, with its optimizer. */
export interface NetworkOnEngine {
  /** One step on the batch of a table's features, unless a value it gives is not finite: then the weights stay as they are. @returns also `gradientNorm` */
  step(batch: Batch, features: FeaturesOnEngine, options: StepOptions): LossValues;
  /** The losses of a batch with nothing left out. */
  evaluate(batch: Batch, features: FeaturesOnEngine, divergenceShare: number): LossValues;
  /** copies, read back */
  weights(): Weights;
  optimizer(): AdamState;
  dispose(): void;
}

let numStarted = 0;

/** Puts weights on the engine that runs, and goes on with an optimizer where its state is given. */
export function startNetwork(network: Network, stage: StageOptions, weights: Weights, optimizerState?: AdamState): NetworkOnEngine {
  const scope = `network${numStarted++}`; // tfjs wants a variable's name but once
  const variables = tf.tidy(() => Object.entries(weights).map(([name, parameter]) => toVariable(`${scope}.${name}`, parameter)));
  const byName = under(Object.fromEntries(variables.map((variable) => [variable.name, variable])), scope) as Record<string, tf.Tensor2D>;
  const optimizer = adam({ weightDecay: stage.training.weightDecay });
  if (optimizerState) optimizer.restore({ ...optimizerState, moments: prefixed(optimizerState.moments, scope) });

  const losses = (pass: Omit<LossPass, 'arithmetic' | 'weights'>, batch: Batch, drawn: DrawnFeatures, divergenceShare: number) => {
    const terms = lossTerms({ ...pass, arithmetic: tensorArithmetic, weights: byName }, network, stage.objective, batch, drawn);
    return { terms, loss: totalLoss(terms, stage.objective, byName, divergenceShare) };
  };

  return {
    step: (batch, features, { learningRate, divergenceShare, random }) =>
      tf.tidy(() => {
        let values: LossValues = {};
        const drawn = features.drawn(batch);
        const { grads } = tf.variableGrads(() => {
          const { terms, loss } = losses(drawingPass(random), batch, drawn, divergenceShare);
          values = readValues(terms, loss);
          return loss;
        }, variables);
        const { gradients, norm } = clipByNorm(grads, stage.training.clipNorm);
        values = { ...values, gradientNorm: norm };
        if (Object.values(values).every(Number.isFinite)) {
          const reached = variables.filter(({ name }) => gradients[name]);
          optimizer.step(reached, gradients, learningRate);
        }
        return values;
      }),
    evaluate: (batch, features, divergenceShare) =>
      tf.tidy(() => {
        const { terms, loss } = losses({ dropout: (a) => a }, batch, features.drawn(batch), divergenceShare);
        return readValues(terms, loss);
      }),
    weights: () => under(Object.fromEntries(variables.map((variable) => [variable.name, readParameter(variable)])), scope),
    optimizer: () => {
      const { step, moments } = optimizer.state();
      return { step, moments: under(moments, scope) };
    },
    dispose() {
      optimizer.dispose();
      tf.dispose(variables);
    },
  };
}

function toVariable(name: string, { shape, data }: Parameter): tf.Variable {
  return tf.variable(tf.tensor(data.slice(), [...shape]), true, name);
}

function readParameter(variable: tf.Variable): Parameter {
  return { shape: [...variable.shape], data: (variable.dataSync() as Float32Array).slice() };
}

/** All values in one read, since each waits for the engine. */
function readValues(terms: LossTerms, loss: tf.Scalar): LossValues {
  const names = ['loss', ...Object.keys(terms)];
  const values = tf.stack([loss, ...Object.values(terms)]).dataSync();
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

/** Dropout and noise from the plain generator, so that they are the same on every engine. */
function drawingPass(random: Random): Omit<LossPass, 'arithmetic' | 'weights'> {
  return {
    dropout: (a, rate) => (rate === 0 ? a : tf.mul(a, tf.tensor2d(dropoutMask(a.size, rate, random), a.shape))),
    noise: ([numRows, numColumns]) =>
      tf.tensor2d(Float32Array.from({ length: numRows * numColumns }, random.normal), [numRows, numColumns]),
  };
}
