import { readFileSync } from 'node:fs';
import { matrix, type Matrix } from '@mmae/matrix';
import type { Weights } from '../network/weights.ts';
import { distancesOf, type ContextNetwork } from './context-network.ts';
import type { ContextBatch } from './context-batch.ts';
import type { Context } from './context.ts';
import { resolveContextOptions } from './context-options.ts';

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Computed with numpy by make-context.py. */
const reference = JSON.parse(readFileSync(new URL('../../test/reference/context.json', import.meta.url), 'utf8')) as {
  readonly network: Omit<ContextNetwork, 'dropout'>;
  readonly lengths: readonly number[];
  readonly hidden: readonly number[];
  readonly chosen: readonly number[];
  readonly weights: Readonly<Record<string, Numbers>>;
  readonly latents: Numbers;
  readonly reconstructed: Numbers;
  readonly embedding: Numbers;
  readonly loss: number;
};

const toMatrix = ({ shape, data }: Numbers): Matrix => matrix(shape[0], shape[1], Float32Array.from(data));
const column = (values: readonly number[]): Matrix => matrix(values.length, 1, Float32Array.from(values));

export const referenceNetwork: ContextNetwork = { ...reference.network, dropout: 0 };
export const referenceWeights: Weights = Object.fromEntries(
  Object.entries(reference.weights).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
);
export const referenceLatents = toMatrix(reference.latents);
export const referenceSequences = [
  [0, 1, 2],
  [3, 4],
];
/** The second shot hidden; the second and the fourth to be reconstructed. */
export const referenceBatch: ContextBatch = {
  shots: referenceLatents,
  hidden: column(reference.hidden),
  distances: distancesOf(reference.lengths),
  targets: referenceLatents,
  rowWeights: column(reference.chosen.map((x) => x / 2)),
};
export const referenceContext: Context = {
  description: { options: resolveContextOptions({ layers: 2, heads: 2, width: 4 }), latentWidth: 3 },
  weights: referenceWeights,
};
/** What numpy makes of them. */
export const expected = {
  reconstructed: reference.reconstructed.data,
  embedding: reference.embedding.data,
  loss: reference.loss,
};
