import { readFileSync } from 'node:fs';
import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { mcca, pca, pcaFilled } from './index.ts';
import { classScores, softmax, trainSoftmax } from './softmax-classifier.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/baselines.json', import.meta.url), 'utf8'));
const fromRows = (rows: readonly (readonly number[])[]): Matrix => matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));

test('scipy’s generalised eigenvectors give the same MCCA, missing modalities and all', async () => {
  const { ridge, power, width, blocks, present, embedding } = reference.mcca;
  const table: FeatureTable<Matrix> = {
    ids: embedding.map((_: unknown, i: number) => `s${i}`),
    blocks: Object.fromEntries(Object.entries<number[][]>(blocks).map(([name, rows]) => [name, fromRows(rows)])),
    present: Object.fromEntries(Object.entries<number[]>(present).map(([name, mask]) => [name, Uint8Array.from(mask)])),
  };
  const representation = mcca({ ridge, power, width });
  await representation.fit(table, table);
  const { data } = (await representation.embed(table, ['audio', 'image', 'text']))!;
  for (let j = 0; j < width; j++) {
    const expected: number[] = embedding.map((values: number[]) => values[j]);
    const found = expected.map((_, i) => data[i * width + j]);
    const sign = Math.sign(found.reduce((sum, value, i) => sum + value * expected[i], 0));
    found.forEach((value, i) => expect(sign * value).toBeCloseTo(expected[i], 4));
  }
});

test('scikit-learn’s Gaussian of a PCA, conditioned on some modalities, gives the same expected scores', async () => {
  const { width, scores } = reference.pcaFilled;
  const blocks = Object.entries<number[][]>(reference.mcca.blocks).map(([name, rows]) => [name, fromRows(rows)] as const);
  const everywhere = new Uint8Array(blocks[0][1].numRows).fill(1);
  const table: FeatureTable<Matrix> = {
    ids: Array.from(everywhere, String),
    blocks: Object.fromEntries(blocks),
    present: Object.fromEntries(blocks.map(([name]) => [name, everywhere])),
  };
  const [filled, plain] = [pcaFilled({ width }), pca({ width })];
  await Promise.all([filled.fit(table, table), plain.fit(table, table)]);
  const whole = (await plain.embed(table, Object.keys(table.blocks)))!.data;
  for (const [subset, expected] of Object.entries<number[][]>(scores)) {
    const { data } = (await filled.embed(table, subset.split('+')))!;
    const signs = expected[0].map((_, j) => Math.sign(scores['audio+image+text'].reduce((sum: number, row: number[], i: number) => sum + row[j] * whole[i * width + j], 0))); // prettier-ignore
    expected.flat().forEach((value, at) => expect(signs[at % width] * data[at]).toBeCloseTo(value, 4));
  }
  (await filled.embed(table, Object.keys(table.blocks)))!.data.forEach((value, at) => expect(value).toBeCloseTo(whole[at], 4));
});

test('scikit-learn’s logistic regression gives the same probabilities', () => {
  const { inputs, classes, l2, probabilities } = reference.softmax;
  const points = fromRows(inputs);
  const weights = trainSoftmax(points, classes, { numClasses: 3, l2, tolerance: 1e-6, maxIterations: 5000 });
  softmax(classScores(points, weights)).data.forEach((value, at) => expect(value).toBeCloseTo(probabilities.flat()[at], 3));
});
