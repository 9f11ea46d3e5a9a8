import { agreement, knnPredictions, linearProbe, majorityLabels, resampled } from '@mmae/evaluation';
import { selectRows, type Matrix } from '@mmae/matrix';
import { RunFolderError, type Embeddings, type Scores } from '@mmae/run-folder';
import { minReliableItems, type Clustering } from '../results.ts';
import { fitClusters, meanSilhouette, type Predict } from './clusters.ts';
import { columnScores } from './column-scores.ts';
import {
  alignmentScores,
  instanceDirections,
  instanceScores,
  retrievalDirections,
  retrievalScores,
  subsetDirections,
} from './cross-modal.ts';
import { clustersWhenMissing, missingScores, wholeModalityScores } from './missing-modalities.ts';
import type { ScoringTask } from './scoring-task.ts';
import {
  clusterStatistics,
  instanceStatistics,
  intervalsOf,
  retrievalStatistics,
  shareCorrect,
  type Drawn,
  type Statistics,
} from './statistics.ts';

/** Scores of one method, with its statistics and their draws, for paired comparisons on the same samples. */
export interface MethodEvaluation {
  readonly scores: Scores;
  readonly clustering: Clustering;
  readonly statistics: Statistics;
  readonly drawn: Drawn;
}

export interface MethodOptions {
  readonly numClusters: number;
  /** of k-means */
  readonly numStarts: number;
  /** scored rows in the space of one method, in which the clusters of all methods are compared */
  readonly commonSpace: { readonly name: string; readonly points: Matrix };
}

const halfMissing = '0.5';

/** Scores the embeddings of a method by the protocol: clusters are fitted on train, and everything is measured on the scored rows. */
export function evaluateMethod(task: ScoringTask, embeddings: Embeddings, method: string, options: MethodOptions): MethodEvaluation {
  const joint = jointOf(task, embeddings, method);
  const { numClusters, predict } = fitClusters(selectRows(joint, task.train), options.numClusters, task.seed, options.numStarts);
  const clusters = predict(joint).map((cluster, row) => (task.present[row].length > 0 ? cluster : -1));
  const scoredClusters = Int32Array.from(task.scored, (row) => clusters[row]);
  const scored = selectRows(joint, task.scored);
  const clustering = { numClusters, clusters };
  const ofClusters = meanSilhouette(scored, scoredClusters, task.draws);
  const { name: commonName, points: commonPoints } = options.commonSpace;
  const silhouettes = {
    silhouetteClusters: ofClusters,
    silhouetteCommonSpace: method === commonName ? ofClusters : meanSilhouette(commonPoints, scoredClusters, task.draws),
    ...(task.labelling.canScore && { silhouetteLabels: meanSilhouette(scored, labelsOf(task, task.scored), task.draws) }),
  };
  const instances = instanceDirections(task, embeddings);
  const unlabelled = {
    numSamples: task.scored.length,
    numClusters,
    ...Object.fromEntries(Object.entries(silhouettes).map(([key, found]) => [key, found?.mean])),
    instances: instanceScores(instances),
    alignment: task.modalities.length > 1 ? alignmentScores(task, embeddings) : undefined,
  };
  const intervals = Object.fromEntries(Object.entries(silhouettes).flatMap(([key, found]) => (found ? [[key, found.interval]] : [])));
  const labelled = task.labelling.canScore
    ? scoreLabels(task, embeddings, { joint, clusters, scored, scoredClusters, predict })
    : { scores: {}, statistics: {} };
  const statistics = { ...labelled.statistics, ...instanceStatistics(instances) };
  const drawn = resampled(task.scored.length, statistics, task.draws);
  const scores = onlyDefined({
    ...unlabelled,
    ...labelled.scores,
    intervals: { ...intervals, ...intervalsOf(drawn, task.scored.length) },
  });
  return { scores, clustering, statistics, drawn };
}

/** The embeddings of all modalities of each sample. @throws RunFolderError where the method lacks them, or has other samples */
export function jointOf({ jointKey, labels }: ScoringTask, embeddings: Embeddings, method: string): Matrix {
  const joint = embeddings[jointKey];
  const found = joint ? `${joint.numRows} rows` : `only ${Object.keys(embeddings).join(', ')}`;
  if (joint?.numRows === labels.length) return joint;
  throw new RunFolderError(
    `evaluateMethod: expected "${jointKey}" with ${labels.length} rows, as in samples.csv, in embeddings/${method}.safetensors, ` +
      `got ${found}. The files are of different runs: train again.`,
  );
}

interface Fitted {
  readonly joint: Matrix;
  /** of all samples */
  readonly clusters: Int32Array;
  readonly scored: Matrix;
  readonly scoredClusters: Int32Array;
  readonly predict: Predict;
}

/** Every measure that needs the labels of the scored samples. */
function scoreLabels(task: ScoringTask, embeddings: Embeddings, fitted: Fitted) {
  const { scoredClusters, predict } = fitted;
  const labels = labelsOf(task, task.scored);
  const directions = retrievalDirections(task, embeddings);
  const hasSeveral = task.modalities.length > 1;
  const atHalf = hasSeveral ? clustersWhenMissing(task, embeddings, predict, halfMissing) : undefined;
  const supervised = task.labelling.canName ? supervisedStatistics(task, labels, fitted) : {};
  const statistics: Statistics = {
    ...clusterStatistics(labels, scoredClusters, { withAmi: task.scored.length < minReliableItems }),
    ...retrievalStatistics(directions),
    ...(atHalf && { missingHalf: clusterStatistics(labels, atHalf).nmi }),
    ...supervised,
  };
  const allIndices = Uint32Array.from(task.scored.keys());
  const { nmi, ari, ami, accuracy } = agreement(labels, scoredClusters);
  const scores = {
    nmi,
    ari,
    ami,
    accuracy,
    ...Object.fromEntries(Object.entries(supervised).map(([key, statistic]) => [key, statistic(allIndices)])),
    retrieval: retrievalScores(directions),
    retrievalFromSubsets: retrievalScores(subsetDirections(task, embeddings)),
    byColumn: columnScores(task, labels, scoredClusters, directions),
    ...(hasSeveral && { missing: missingScores(task, embeddings, predict), ...wholeModalityScores(task, embeddings, predict) }),
  };
  return { scores, statistics };
}

/** What is learnt from the labels of train: names of clusters, a linear classifier, and the vote of nearest neighbours. */
function supervisedStatistics(
  task: ScoringTask,
  labels: readonly string[],
  { joint, clusters, scored, scoredClusters }: Fitted,
): Statistics {
  const rows = task.train.filter((row) => task.labels[row] !== '');
  const train = { points: selectRows(joint, rows), labels: labelsOf(task, rows) };
  const names = majorityLabels(
    train.labels,
    Int32Array.from(rows, (row) => clusters[row]),
  );
  const predicted = Array.from(scoredClusters, (cluster) => names.get(cluster)?.label ?? noLabel);
  return {
    rightCluster: shareCorrect(labels, predicted),
    probeAccuracy: shareCorrect(labels, linearProbe(train).predict(scored)),
    knnAccuracy: shareCorrect(labels, knnPredictions(train, scored, { numNeighbours: Math.min(5, rows.length) })),
  };
}

/** Prediction of a mixed cluster; scored samples have non-empty labels. */
const noLabel = '';

const labelsOf = (task: ScoringTask, rows: Uint32Array) => Array.from(rows, (row) => task.labels[row]);

/** Scores without the keys whose value is undefined. */
const onlyDefined = (scores: { [Key in keyof Scores]: Scores[Key] | undefined }): Scores =>
  Object.fromEntries(Object.entries(scores).filter(([, value]) => value !== undefined)) as unknown as Scores;
