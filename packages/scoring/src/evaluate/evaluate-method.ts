import { agreement, knnPredictions, linearProbe, majorityLabels, meanOver, resampled, silhouette, type Labels } from '@mmae/evaluation';
import { selectRows, type Matrix } from '@mmae/matrix';
import { RunFolderError, type Embeddings, type Interval, type Scores } from '@mmae/run-folder';
import { minReliableItems } from '../results.ts';
import type { Clustering } from '../results.ts';
import { alignmentScores } from './alignment-scores.ts';
import { evenPlaces } from './even-places.ts';
import { fitClusters } from './fit-clusters.ts';
import { clustersWhenMissing, missingScores, wholeModalityScores, type Predict } from './missing-modalities.ts';
import { partScores } from './part-scores.ts';
import { retrievalDirections, retrievalOf, subsetDirections } from './retrieval-scores.ts';
import { drawnTogether, type ScoringTask } from './scoring-task.ts';
import { clusterStatistics, intervalsOf, mapValues, retrievalStatistics, shareRight, type Drawn, type Statistics } from './statistics.ts';

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
  const ofClusters = silhouetteOf(task, scored, scoredClusters);
  const { name: commonName, points: commonPoints } = options.commonSpace;
  const silhouettes = {
    silhouetteClusters: ofClusters,
    silhouetteCommonSpace: method === commonName ? ofClusters : silhouetteOf(task, commonPoints, scoredClusters),
    ...(task.labelling.scores && { silhouetteLabels: silhouetteOf(task, scored, labelsOf(task, task.scored)) }),
  };
  const unlabelled = {
    numSamples: task.scored.length,
    numClusters,
    ...mapValues(silhouettes, (found) => found?.mean),
    alignment: task.modalities.length > 1 ? alignmentScores(task, embeddings) : undefined,
  };
  const intervals = Object.fromEntries(Object.entries(silhouettes).flatMap(([key, found]) => (found ? [[key, found.interval]] : [])));
  if (!task.labelling.scores) return { scores: withoutGaps({ ...unlabelled, intervals }), clustering, statistics: {}, drawn: {} };
  const labelled = scoreLabels(task, embeddings, { joint, clusters, scored, scoredClusters, predict });
  const drawn = resampled(task.scored.length, labelled.statistics, task.draws);
  const scores = withoutGaps({
    ...unlabelled,
    ...labelled.scores,
    intervals: { ...intervals, ...intervalsOf(drawn, task.scored.length) },
  });
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
  /** of all samples */
  readonly clusters: Int32Array;
  readonly scored: Matrix;
  readonly scoredClusters: Int32Array;
  readonly predict: Predict;
}

/** All that asks for labels of the scored samples. */
function scoreLabels(task: ScoringTask, embeddings: Embeddings, fitted: Fitted) {
  const { scoredClusters, predict } = fitted;
  const labels = labelsOf(task, task.scored);
  const directions = retrievalDirections(task, embeddings);
  const hasSeveral = task.modalities.length > 1;
  const atHalf = hasSeveral ? clustersWhenMissing(task, embeddings, predict, halfMissing) : undefined;
  const learnt = task.labelling.names ? learntStatistics(task, labels, fitted) : {};
  const statistics: Statistics = {
    ...clusterStatistics(labels, scoredClusters, { withAmi: task.scored.length < minReliableItems }),
    ...retrievalStatistics(directions),
    ...(atHalf && { missingHalf: clusterStatistics(labels, atHalf).nmi }),
    ...learnt,
  };
  const everyPlace = Uint32Array.from(task.scored.keys());
  const { nmi, ari, ami, accuracy } = agreement(labels, scoredClusters);
  const scores = {
    nmi,
    ari,
    ami,
    accuracy,
    ...mapValues(learnt, (statistic) => statistic(everyPlace)),
    retrieval: retrievalOf(directions),
    retrievalFromSubsets: retrievalOf(subsetDirections(task, embeddings)),
    byColumn: partScores(task, labels, scoredClusters, directions),
    ...(hasSeveral && { missing: missingScores(task, embeddings, predict), ...wholeModalityScores(task, embeddings, predict) }),
  };
  return { scores, statistics };
}

/** What is learnt from the labels of train: what clusters are called, a linear classifier, the vote of neighbours. */
function learntStatistics(task: ScoringTask, labels: readonly string[], { joint, clusters, scored, scoredClusters }: Fitted): Statistics {
  const rows = task.train.filter((row) => task.labels[row] !== '');
  const train = { points: selectRows(joint, rows), labels: labelsOf(task, rows) };
  const names = majorityLabels(train.labels, Array.from(rows, (row) => clusters[row])); // prettier-ignore
  return {
    rightCluster: shareRight(
      labels,
      Array.from(scoredClusters, (cluster) => names.get(cluster)?.label ?? mixed),
    ),
    probeAccuracy: shareRight(labels, linearProbe(train).predict(scored)),
    knnAccuracy: shareRight(labels, knnPredictions(train, scored)),
  };
}

/** No label is empty. */
const mixed = '';

const labelsOf = (task: ScoringTask, rows: Uint32Array) => Array.from(rows, (row) => task.labels[row]);

/** @returns undefined where there are fewer than two clusters, or one a sample: a silhouette means nothing then */
function silhouetteOf(task: ScoringTask, points: Matrix, clusters: Labels): { mean: number; interval: Interval } | undefined {
  const places = evenPlaces(points.numRows, maxSilhouetteSamples);
  const sampled = Array.from(places, (place) => clusters[place]);
  const numClusters = new Set(sampled).size;
  if (numClusters < 2 || numClusters >= sampled.length) return undefined;
  const { mean, perSample } = silhouette(selectRows(points, places), sampled);
  const { groups, ...draws } = task.draws;
  const own = drawnTogether(Array.from(places, (place) => groups?.[place] ?? place));
  const drawn = resampled(places.length, { mean: meanOver(perSample) }, { ...draws, groups: groups && own });
  return { mean, interval: intervalsOf(drawn, places.length, [-1, 1]).mean };
}

/** Without the keys whose value is undefined: a measure that has no answer is no key. */
const withoutGaps = (scores: { [Key in keyof Scores]: Scores[Key] | undefined }): Scores =>
  Object.fromEntries(Object.entries(scores).filter(([, value]) => value !== undefined)) as unknown as Scores;
