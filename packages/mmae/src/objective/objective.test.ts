import { readFileSync } from 'node:fs';
import type { FeatureTable } from '@mmae/feature-table';
import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { startEngine } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { initialWeights } from '../network/initial-weights.ts';
import { networkOf, networkShapes, type Head } from '../network/network.ts';
import { resolveMmaeOptions, type ReconstructionLoss, type StageOptions, type Written } from '../options.ts';
import { normalMatrix, syntheticTable, withoutModality } from '../tables.test.helper.ts';
import { toTensors } from '../arithmetic/tensor-pass.test.helper.ts';
import { tensorArithmetic } from '../arithmetic/tensor-arithmetic.ts';
import { plainBatch } from '../training/batches.ts';
import { featuresOnEngine } from '../training/features-on-engine.ts';
import type { Lesson } from '../training/network-task.ts';
import type { Weights } from '../network/weights.ts';
import { lossTerms, totalLoss, type LossTerms } from './objective.ts';

interface Numbers {
  shape: [number, number];
  data: number[];
}

/** Computed with numpy by make-losses.py. */
const reference = JSON.parse(readFileSync(new URL('../../test/reference/losses.json', import.meta.url), 'utf8')) as {
  weights: Record<string, { shape: number[]; data: number[] }>;
  features: Record<string, Numbers>;
  present: Record<string, number[]>;
  codes: number[];
  latents: Numbers;
  reconstruction: Record<ReconstructionLoss, Record<string, number>>;
  terms: Record<string, number>;
};

beforeAll(() => startEngine('cpu'));

const stageOf = (written: Written<StageOptions>): StageOptions => resolveMmaeOptions({ stages: { s: written } }).stages.s;
const coders = { encoder: { hidden: [4] }, encoders: { text: { hidden: [] } }, decoder: { hidden: [4] } };
const everything = { reconstruction: 1, agreement: 1, variance: 1, covariance: 1, codes: 1, latent: 1 };

test.each(['squaredError', 'cosine', 'multinomial'] as const)('the loss terms with %s equal those of numpy', (reconstructionLoss) => {
  const reconstructionLosses = { audio: reconstructionLoss === 'multinomial' ? 'squaredError' : reconstructionLoss } as const;
  const stage = stageOf({
    network: { ...coders, latentDim: 2, privateDim: 1 },
    objective: { ...everything, reconstructionLoss, reconstructionLosses },
  });
  const values = valuesOf(stage, referenceTable(), reference.weights as unknown as Weights, referenceLesson);
  const expected = {
    ...reference.terms,
    text: reference.reconstruction[reconstructionLoss].text,
    audio: reference.reconstruction[reconstructionLosses.audio].audio,
  };
  expect(Object.keys(values).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) expect([name, values[name]]).toEqual([name, expect.closeTo(value, 5)]);
});

const referenceLesson: Lesson = {
  codes: Int32Array.from(reference.codes),
  latents: matrix(4, 3, Float32Array.from(reference.latents.data)),
};

function referenceTable(): FeatureTable {
  const blocks = Object.entries(reference.features).map(([modality, { shape, data }]) => [
    modality,
    matrix(shape[0], shape[1], Float32Array.from(data)),
  ]);
  const present = Object.entries(reference.present).map(([modality, mask]) => [modality, Uint8Array.from(mask)]);
  return { ids: ['a', 'b', 'c', 'd'], blocks: Object.fromEntries(blocks), present: Object.fromEntries(present) };
}

const objectives: [string, Written<StageOptions>][] = [
  ['squared error', { objective: { reconstruction: 1 } }],
  ['cosine', { objective: { reconstructionLoss: 'cosine' } }],
  ['learned balance', { objective: { balance: 'learned' } }],
  ['variance', { objective: { reconstruction: 0, variance: 1 } }],
  ['covariance', { objective: { reconstruction: 0, covariance: 1 } }],
  ['codes', { objective: { reconstruction: 0, codes: 1 } }],
  ['latent', { objective: { reconstruction: 0, latent: 1 } }],
  ['divergence', { network: { latent: 'gaussian' }, objective: { divergence: 0.5 } }],
  ['product of experts', { network: { latent: 'gaussian', fusion: 'productOfExperts' }, objective: { subsets: 'every', divergence: 0.5 } }],
  ['gated attention', { network: { fusion: 'gatedAttention' } }],
  ['concatenation', { network: { fusion: 'concat' } }],
  ['private latents', { network: { privateDim: 2 } }],
  ['layer normalisation', { network: { encoder: { hidden: [6, 6], normalisation: 'layer', residual: true } } }],
  ['convolutions', { network: { encoders: { image: { convolution: { height: 3, width: 2, channels: 1, filters: [2] } } } } }],
];

test.each(objectives)('the gradient of %s equals the slope of the loss along it', (_, written) => {
  const stage = stageOf({ ...written, network: { encoder: { hidden: [5] }, decoder: { hidden: [5] }, latentDim: 3, ...written.network } });
  const table = withoutModality(syntheticTable(6), 'text', (row) => row === 2);
  const weights = weightsFor(stage, table);
  const gradients = gradientsOf(stage, table, weights);
  const slope = Math.hypot(...Object.values(gradients).flatMap((gradient) => Array.from(gradient)));
  const h = 2e-3 / slope;
  const [above, below] = [h, -h].map((step) => totalOf(stage, table, moved(weights, gradients, step)));
  expect((above - below) / (2 * h) / slope ** 2).toBeCloseTo(1, 1);
});

const random = seededRandom(11);
const lesson: Lesson = { codes: Int32Array.of(0, 1, 2, 1, 0, 2), latents: normalMatrix(6, 3, random) };
const head: Head = { predicts: 'codes', width: 3 };

function networkFor(stage: StageOptions, table: FeatureTable) {
  const lengths = Object.entries(table.blocks).map(([modality, { numColumns }]) => [modality, numColumns]);
  return networkOf(stage, Object.fromEntries(lengths), head);
}

function weightsFor(stage: StageOptions, table: FeatureTable): Weights {
  const weights = initialWeights(networkShapes(networkFor(stage, table)), seededRandom(5));
  for (const { data } of Object.values(weights)) data.forEach((x, k) => (data[k] = x + 0.2 * random.normal()));
  return weights;
}

function moved(weights: Weights, direction: Record<string, ArrayLike<number>>, step: number): Weights {
  const along = (name: string, data: Float32Array) => data.map((x, k) => x + step * (direction[name]?.[k] ?? 0));
  return Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: along(name, data) }]));
}

/** Calls a function with the loss terms of one batch of the whole table. */
function withTerms<Result>(
  stage: StageOptions,
  table: FeatureTable,
  tensors: Record<string, tf.Tensor>,
  rowLesson: Lesson,
  use: (terms: LossTerms) => Result,
) {
  const batch = plainBatch(
    table,
    Uint32Array.from(table.ids, (_, i) => i),
    stage,
    seededRandom(1),
    rowLesson,
  );
  const pass = { arithmetic: tensorArithmetic, weights: tensors as Record<string, tf.Tensor2D>, dropout: <T>(x: T) => x };
  return use(lossTerms(pass, networkFor(stage, table), stage.objective, batch, featuresOnEngine(table).gather(batch)));
}

function valuesOf(stage: StageOptions, table: FeatureTable, weights: Weights, rowLesson: Lesson): Record<string, number> {
  return withTerms(stage, table, toTensors(weights), rowLesson, (terms) =>
    Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, value.dataSync()[0]])),
  );
}

function totalOf(stage: StageOptions, table: FeatureTable, weights: Weights): number {
  const tensors = toTensors(weights);
  return withTerms(stage, table, tensors, lesson, (terms) => totalLoss(terms, stage.objective, tensors, 1).dataSync()[0]);
}

function gradientsOf(stage: StageOptions, table: FeatureTable, weights: Weights): Record<string, ArrayLike<number>> {
  const variables = Object.fromEntries(Object.entries(toTensors(weights)).map(([name, tensor]) => [name, tf.variable(tensor)]));
  const { grads } = tf.variableGrads(
    () => withTerms(stage, table, variables, lesson, (terms) => totalLoss(terms, stage.objective, variables, 1)),
    Object.values(variables),
  );
  const named = Object.entries(variables).flatMap(([name, variable]) =>
    grads[variable.name] ? [[name, grads[variable.name].dataSync()] as const] : [],
  );
  return Object.fromEntries(named);
}
