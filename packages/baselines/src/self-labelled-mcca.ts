import type { FeatureTable, Representation } from '@mmae/feature-table';
import { consensusCodes } from '@mmae/clustering';
import { matrix, row, selectRows, type Matrix } from '@mmae/matrix';
import { mcca, type MccaOptions } from './mcca.ts';
import { scores, softmax, trainSoftmax } from './softmax-classifier.ts';

export interface SelfLabelledMccaOptions extends Omit<MccaOptions, 'power'> {
  /** how many clusters of the train embedding become classes */
  readonly numClusters: number;
  /** of each modality's classifier */
  readonly l2?: number;
}

/**
 * MCCA's own clusters as classes, and a linear softmax classifier of each modality that learns them; the embedding is √softmax of the mean score of
 * the modalities present. The strongest linear rival of a model that learns from its own clusters.
 */
export function selfLabelledMcca({ numClusters, l2 = 1e-3, ...options }: SelfLabelledMccaOptions): Representation {
  let classifiers: Record<string, Matrix> | undefined;
  return {
    async fit(train, validation) {
      const linear = mcca({ ...options, power: 1 });
      await linear.fit(train, validation);
      const joint = (await linear.embed(train, Object.keys(train.blocks)))!;
      const classes = consensusCodes([joint], { numClusters, seed: options.seed });
      classifiers = Object.fromEntries(
        Object.keys(train.blocks).map((modality) => [modality, learn(train, modality, classes, numClusters, l2)]),
      );
    },
    async embed(table, modalities) {
      if (!classifiers) throw new RangeError('selfLabelledMcca: expected classifiers, got none. Call fit first.');
      return rootOfProbabilities(table, modalities, classifiers, numClusters);
    },
  };
}

function learn({ blocks, present }: FeatureTable, modality: string, classes: Int32Array, numClasses: number, l2: number): Matrix {
  const rows = Array.from(present[modality].keys()).filter((i) => present[modality][i] === 1);
  return trainSoftmax(
    selectRows(blocks[modality], rows),
    rows.map((i) => classes[i]),
    { numClasses, l2 },
  );
}

function rootOfProbabilities(
  { ids, blocks, present }: FeatureTable,
  modalities: readonly string[],
  classifiers: Readonly<Record<string, Matrix>>,
  numClasses: number,
): Matrix {
  const scored = modalities.map((modality) => ({ mask: present[modality], points: scores(blocks[modality], classifiers[modality]) }));
  const sums = matrix(ids.length, numClasses);
  const isThere = ids.map((_, i) => scored.some(({ mask }) => mask[i] === 1));
  for (let i = 0; i < ids.length; i++) {
    for (const { mask, points } of scored) if (mask[i] === 1) row(points, i).forEach((value, j) => (row(sums, i)[j] += value));
  }
  const probabilities = softmax(sums);
  return matrix(
    ids.length,
    numClasses,
    probabilities.data.map((value, k) => (isThere[Math.floor(k / numClasses)] ? Math.sqrt(value) : 0)),
  );
}
