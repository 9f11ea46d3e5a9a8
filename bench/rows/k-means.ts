import { kMeans } from '@mmae/clustering';
import { readMatrix, writeBlobs } from '../data.ts';
import type { WorkRow } from '../row.ts';

export const row: WorkRow = {
  title: 'k-means of 10,000×64, k 42, 10 starts',
  peer: { name: 'scikit-learn', script: 'k_means' },
  target: 2,
  tolerances: { inertia: 0.01 },
  makeData: (folder) => writeBlobs(folder, { numRows: 10_000, numColumns: 64, numBlobs: 42, spread: 0.3 }),
  async prepare(folder) {
    const points = await readMatrix(folder, 'points.npy');
    return () => {
      const { inertia } = kMeans(points, { numClusters: 42, numStarts: 10 });
      return () => ({ inertia: [inertia] });
    };
  },
};
