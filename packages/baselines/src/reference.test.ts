import { readFileSync } from 'node:fs';
import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { mcca } from './index.ts';
import { classScores, softmax, trainSoftmax } from './softmax-classifier.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/baselines.json', import.meta.url), 'utf8'));
const fromRows = (rows: readonly (readonly number[])[]): Matrix => matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));

test('scipy’s generalised eigenvectors give the same MCCA, missing modalities and all', async () => {
  const { ridge, power, width, blocks, present, embedding } = reference.mcca;
  const table: FeatureTable = {
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

test('scikit-learn’s logistic regression gives the same probabilities', () => {
  const { inputs, classes, l2, probabilities } = reference.softmax;
  const points = fromRows(inputs);
  const weights = trainSoftmax(points, classes, { numClasses: 3, l2, tolerance: 1e-6, maxIterations: 5000 });
  softmax(classScores(points, weights)).data.forEach((value, at) => expect(value).toBeCloseTo(probabilities.flat()[at], 3));
});
