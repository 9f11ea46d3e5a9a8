import { join } from 'node:path';
import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { toTensor, writeNpy } from '@mmae/tensor-files';
import { adam, startEngine, toTensor as onEngine, type EngineName } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { readMatrix } from './data.ts';
import { engineProblem } from './engine-problem.ts';
import type { WorkRow } from './row.ts';

/** Layer widths of each modality, from the features inwards; decoders mirror them. */
const widths = { image: [3072, 1024, 256], text: [2048, 512, 256], audio: [400, 512, 256] };
type Modality = keyof typeof widths;
const modalities = Object.keys(widths) as Modality[];
const latentDim = 128;

/** Rows of a batch. */
export const batchSize = 128;

/** `[from, to]` of every layer by name. */
const layers: Readonly<Record<string, readonly [number, number]>> = {
  latent: [256 * modalities.length, latentDim],
  ...Object.assign(
    {},
    ...modalities.map((modality) => {
      const [features, hidden, last] = widths[modality];
      return {
        [`${modality}-encoder-0`]: [features, hidden],
        [`${modality}-encoder-1`]: [hidden, last],
        [`${modality}-decoder-0`]: [latentDim, last],
        [`${modality}-decoder-1`]: [last, hidden],
        [`${modality}-decoder-2`]: [hidden, features],
      };
    }),
  ),
};

export interface TrainingStepRowOptions {
  readonly engine: EngineName;
  readonly target: number;
  /** steps of a round; default 10 */
  readonly numSteps?: number;
}

/** Ten steps of Adam on one batch of three perceptrons with a joint latent, 6.6 GFLOP each; the loss is read after each step. */
export function trainingStepRow({ engine, target, numSteps = 10 }: TrainingStepRowOptions): WorkRow {
  return {
    title: `ten training steps, 6.6 GFLOP each, ${engine}`,
    peer: { name: 'PyTorch, two threads', script: 'training_step', args: [String(numSteps)] },
    target,
    tolerances: { losses: 1e-3 },
    unavailable: () => engineProblem(engine),
    makeData,
    async prepare(folder) {
      await startEngine(engine);
      const step = await startTraining(folder);
      return () => {
        const losses = Array.from({ length: numSteps }, step);
        return () => ({ losses });
      };
    },
  };
}

async function makeData(folder: string): Promise<void> {
  const random = seededRandom(1);
  const normal = (numRows: number, numColumns: number, deviation: number) =>
    matrix(
      numRows,
      numColumns,
      Float32Array.from({ length: numRows * numColumns }, () => deviation * random.normal()),
    );
  for (const modality of modalities) await writeNpy(join(folder, `${modality}.npy`), toTensor(normal(batchSize, widths[modality][0], 1)));
  for (const [name, [from, to]] of Object.entries(layers)) {
    await writeNpy(join(folder, `${name}.npy`), toTensor(normal(from, to, Math.sqrt(1 / from))));
  }
}

/** @returns a function that runs one step and returns the loss before it */
async function startTraining(folder: string): Promise<() => number> {
  const variables: Record<string, { weight: tf.Variable; bias: tf.Variable }> = {};
  for (const [name, [, to]] of Object.entries(layers)) {
    variables[name] = { weight: tf.variable(onEngine(await readMatrix(folder, `${name}.npy`))), bias: tf.variable(tf.zeros([to])) };
  }
  const inputs = {} as Record<Modality, tf.Tensor2D>;
  for (const modality of modalities) inputs[modality] = onEngine(await readMatrix(folder, `${modality}.npy`));
  const dense = (name: string, a: tf.Tensor2D): tf.Tensor2D =>
    tf.add(tf.matMul(a, variables[name].weight as tf.Tensor2D), variables[name].bias);
  const hidden = (name: string, a: tf.Tensor2D) => tf.relu(dense(name, a));

  const encode = (m: Modality) => hidden(`${m}-encoder-1`, hidden(`${m}-encoder-0`, inputs[m]));
  const decode = (m: Modality, latent: tf.Tensor2D) => dense(`${m}-decoder-2`, hidden(`${m}-decoder-1`, hidden(`${m}-decoder-0`, latent)));
  const loss = (): tf.Scalar => {
    const latent = dense('latent', tf.concat2d(modalities.map(encode), 1));
    return tf.addN(modalities.map((m) => tf.mean(tf.squaredDifference(decode(m, latent), inputs[m])))) as tf.Scalar;
  };
  const all = Object.values(variables).flatMap(({ weight, bias }) => [weight, bias]);
  const optimizer = adam({ learningRate: 1e-3 });
  return () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, all);
      optimizer.step(all, grads);
      return value.dataSync()[0];
    });
}
