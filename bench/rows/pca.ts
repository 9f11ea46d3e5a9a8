import { join } from 'node:path';
import { matrix, multiply, principalComponents, projectOnto } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { writeNpy } from '@mmae/tensor-files';
import { readMatrix } from '../data.ts';
import type { WorkRow } from '../row.ts';

const [numRows, numColumns, numComponents] = [3840, 3072, 64];

/** 200 directions with decreasing variance, as in images, and noise. */
async function makeData(folder: string): Promise<void> {
  const random = seededRandom(1);
  const normal = (rows: number, columns: number) => matrix(rows, columns, Float32Array.from({ length: rows * columns }, random.normal));
  const scores = normal(numRows, 200);
  scores.data.forEach((score, i) => (scores.data[i] = (score * 10) / (1 + (i % 200)) ** 0.7));
  const points = multiply(scores, normal(200, numColumns));
  points.data.forEach((value, i) => (points.data[i] = value + random.normal()));
  await writeNpy(join(folder, 'points.npy'), points);
}

export const row: WorkRow = {
  title: 'PCA of 3,840×3,072 to 64, fitted and applied',
  peer: { name: 'scikit-learn, randomized', script: 'pca' },
  target: 3,
  tolerances: { variances: 1e-3, 'lengths of projected rows': 0.01 },
  makeData,
  async prepare(folder) {
    const points = await readMatrix(folder, 'points.npy');
    return () => {
      const components = principalComponents(points, numComponents);
      const { data } = projectOnto(components, points);
      return () => ({ variances: components.variances, 'lengths of projected rows': lengths(data) });
    };
  },
};

const lengths = (data: Float32Array) =>
  Float64Array.from({ length: numRows }, (_, i) => Math.hypot(...data.subarray(i * numComponents, (i + 1) * numComponents)));
