import { agreement, knnPredictions, linearProbe, resampled, silhouette, type Labels } from '@mmae/evaluation';
import { selectRows, type Matrix } from '@mmae/matrix';
import { RunFolderError, type Embeddings, type Scores } from '@mmae/run-folder';
import type { Clustering } from '../results.ts';
import { alignmentScores } from './alignment-scores.ts';
import { evenPlaces } from './even-places.ts';
import { fitClusters } from './fit-clusters.ts';
import { clustersWhenMissing, missingScores, wholeModalityScores, type Predict } from './missing-modalities.ts';
import { partScores } from './part-scores.ts';
import { retrievalDirections, retrievalOf, subsetDirections } from './retrieval-scores.ts';
import type { ScoringTask } from './scoring-task.ts';
import { clusterStatistics, intervalsOf, retrievalStatistics, shareRight, type Drawn, type Statistics } from './statistics.ts';

/** What one method scores, with its statistics and their draws, to compare it with others on the same samples. */
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
  /** the scored rows in a space that is the same for all methods: that of the method named */
  readonly commonSpace: { readonly name: string; readonly points: Matrix };
}

/** Places of `scored` at most that a silhouette is taken over: it is quadratic in them. */
export const maxSilhouetteSamples = 2000;

const halfMissing = '0.5';

/** Scores the embeddings of a method by the protocol: clusters fitted on train, everything measured on the scored rows. */
export function evaluateMethod(task: ScoringTask, embeddings: Embeddings, method: string, options: MethodOptions): MethodEvaluation {
  const joint = jointOf(task, embeddings, method);
  const { numClusters, predict } = fitClusters(selectRows(joint, task.train), options.numClusters, task.seed, options.numStarts);
  const clusters = predict(joint).map((cluster, row) => (task.present[row].length > 0 ? cluster : -1));
  const scoredClusters = Int32Array.from(task.scored, (row) => clusters[row]);
  const scored = selectRows(joint, task.scored);
  const clustering = { numClusters, clusters };
  const silhouetteClusters = silhouetteOf(scored, scoredClusters);
  const { name: commonName, points: commonPoints } = options.commonSpace;
  const silhouettes = {
    silhouetteClusters,
    silhouetteCommonSpace: method === commonName ? silhouetteClusters : silhouetteOf(commonPoints, scoredClusters),
  };
  const unlabelled = { numSamples: task.scored.length, numClusters, ...silhouettes, alignment: alignmentScores(task, embeddings) };
  if (!task.hasLabels) return { scores: withoutGaps(unlabelled), clustering, statistics: {}, drawn: {} };
  const labelled = scoreLabels(task, embeddings, { joint, scored, scoredClusters, predict });
  const silhouetteLabels = silhouetteOf(scored, labelsOf(task, task.scored));
  const drawn = resampled(task.scored.length, labelled.statistics, task.draws);
  const scores = withoutGaps({ ...unlabelled, ...labelled.scores, silhouetteLabels, intervals: intervalsOf(drawn) });
  return { scores, clustering, statistics: labelled.statistics, drawn };
}

/** The embedding of everything that a sample has. @throws RunFolderError where the method's file has none */
export function jointOf({ jointKey, labels }: ScoringTask, embeddings: Embeddings, method: string): Matrix {
  const joint = embeddings[jointKey];
  const found = joint ? `${joint.numRows} rows` : `only ${Object.keys(embeddings).join(', ')}`;
  if (joint?.numRows === labels.length) return joint;
  throw new RunFolderError(
    `evaluateMethod: expected "${jointKey}" with ${labels.length} rows, as samples.csv has, in embeddings/${method}.safetensors, ` +
      `got ${found}. The files are of different runs: train again.`,
  );
}

interface Fitted {
  readonly joint: Matrix;
  readonly scored: Matrix;
  readonly scoredClusters: Int32Array;
  readonly predict: Predict;
}

/** All that asks for labels. */
function scoreLabels(task: ScoringTask, embeddings: Embeddings, { joint, scored, scoredClusters, predict }: Fitted) {
  const labels = labelsOf(task, task.scored);
  const trainRows = task.train.filter((row) => task.labels[row] !== '');
  const train = { points: selectRows(joint, trainRows), labels: labelsOf(task, trainRows) };
  const directions = retrievalDirections(task, embeddings);
  const atHalf = clustersWhenMissing(task, embeddings, predict, halfMissing);
  const statistics: Statistics = {
    ...clusterStatistics(labels, scoredClusters),
    ...retrievalStatistics(directions),
    ...(atHalf && { missingHalf: clusterStatistics(labels, atHalf).nmi }),
    probeAccuracy: shareRight(labels, linearProbe(train).predict(scored)),
    knnAccuracy: shareRight(labels, knnPredictions(train, scored)),
  };
  const everyPlace = Uint32Array.from(task.scored.keys());
  const { nmi, ari, ami, accuracy } = agreement(labels, scoredClusters);
  const scores = {
    nmi,
    ari,
    ami,
    accuracy,
    probeAccuracy: statistics.probeAccuracy(everyPlace),
    knnAccuracy: statistics.knnAccuracy(everyPlace),
    retrieval: retrievalOf(directions),
    retrievalFromSubsets: retrievalOf(subsetDirections(task, embeddings)),
    byColumn: partScores(task, labels, scoredClusters, directions),
    missing: missingScores(task, embeddings, predict),
    ...wholeModalityScores(task, embeddings, predict),
  };
  return { scores, statistics };
}

const labelsOf = (task: ScoringTask, rows: Uint32Array) => Array.from(rows, (row) => task.labels[row]);

/** @returns undefined where there are fewer than two clusters, or one a sample: a silhouette means nothing then */
function silhouetteOf(points: Matrix, clusters: Labels): number | undefined {
  const places = evenPlaces(points.numRows, maxSilhouetteSamples);
  const sampled = Array.from(places, (place) => clusters[place]);
  const numClusters = new Set(sampled).size;
  if (numClusters < 2 || numClusters >= sampled.length) return undefined;
  return silhouette(selectRows(points, places), sampled).mean;
}

/** Without the keys whose value is undefined: a measure that has no answer is no key. */
const withoutGaps = (scores: { [Key in keyof Scores]: Scores[Key] | undefined }): Scores =>
  Object.fromEntries(Object.entries(scores).filter(([, value]) => value !== undefined)) as unknown as Scores;
