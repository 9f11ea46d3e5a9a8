import { numClustersBySilhouette } from '@mmae/evaluation';
import { selectRows, type Matrix } from '@mmae/matrix';
import type { Difference, Embeddings, Evaluation, ScoringChoice } from '@mmae/run-folder';
import { controlPrefix, type Run } from '../run/load-run.ts';
import type { Results } from '../results.ts';
import { evaluateMethod, jointOf, maxSilhouetteSamples, type MethodEvaluation } from './evaluate-method.ts';
import { largestFirst } from './fit-clusters.ts';
import { loadMethod } from './load-method.ts';
import { scoringTask, type ScoringTask } from './scoring-task.ts';
import { differencesOf } from './statistics.ts';

export interface EvaluationOptions {
  /** of k-means, the bootstrap and the missing modalities */
  readonly seed: number;
  /** of the bootstrap; where it is not given 1,000, fewer past 2,000 scored rows, 200 at least */
  readonly numDraws?: number;
  /** k-means otherwise than by the protocol: for an ablation of it */
  readonly scoring?: ScoringChoice;
  /** told which method is being scored */
  readonly onProgress: (message: string) => void;
  /** told the main method's embedding of all that a sample has, before anything is scored */
  readonly onJoint?: (joint: Matrix) => void;
}

/**
 * Scores every method and control of a run. One method's embeddings are in memory at a time, and the main one's are kept.
 *
 * @throws RunFolderError where the embeddings are damaged, or not of these samples
 */
export async function evaluateRun(run: Run, { onProgress, onJoint, scoring = {}, ...options }: EvaluationOptions): Promise<Results> {
  const task = scoringTask(run, options);
  const [main, ...baselines] = run.methods;
  const embeddings = await loadMethod(run.folder, main);
  onJoint?.(jointOf(task, embeddings, main));
  const common = await commonSpace(run, task);
  const { numClusters = numClustersOf(task, embeddings, main), numStarts = 10 } = scoring;
  const evaluations = new Map<string, MethodEvaluation>();
  for (const file of [main, ...baselines, ...run.controls.map((name) => controlPrefix + name)]) {
    onProgress(`scoring ${file}`);
    const own = file === main ? embeddings : await loadMethod(run.folder, file);
    evaluations.set(file, evaluateMethod(task, own, file, { numClusters, numStarts, commonSpace: common }));
  }
  const { clustering, statistics } = evaluations.get(main)!;
  const draws = { ids: Array.from(task.scored, (row) => run.samples[row].id), statistics, options: task.draws };
  const settings = { ...settingsOf(task, numStarts), numClusters: clustering.numClusters, commonSpace: common.name };
  return {
    run,
    evaluation: toEvaluation(task, run, evaluations, settings),
    split: task.split,
    main,
    embeddings,
    clustering: largestFirst(clustering),
    draws,
  };
}

/** Numbers of clusters that are tried where train has no labels, and the train points at most that they are tried on. */
const tried = { from: 2, to: 60, maxPoints: 2000, distance: 'sqeuclidean' } as const;

/** As many clusters as train has labels; where it has none, as many as the main method's embedding falls into most clearly. */
function numClustersOf(task: ScoringTask, embeddings: Embeddings, main: string): number {
  const { hasLabels, labels, train, seed } = task;
  if (!hasLabels && train.length < tried.from) return train.length;
  if (!hasLabels) return numClustersBySilhouette(selectRows(jointOf(task, embeddings, main), train), { ...tried, seed }).numClusters;
  return new Set([...train].map((row) => labels[row]).filter((label) => label !== '')).size;
}

/** The space in which the clusters of all methods are compared: that of the features themselves, as far as the run has it. */
async function commonSpace(run: Run, task: ScoringTask): Promise<{ readonly name: string; readonly points: Matrix }> {
  const name = ['raw', 'pca'].find((method) => run.methods.includes(method)) ?? run.methods[0];
  return { name, points: selectRows(jointOf(task, await loadMethod(run.folder, name), name), task.scored) };
}

const settingsOf = ({ seed, split, hasLabels, draws }: ScoringTask, numStarts: number) => ({
  seed,
  split,
  numClustersFrom: hasLabels ? 'labels' : 'silhouette',
  clustering: `k-means++, ${numStarts} starts, fitted on train`,
  distance: 'euclidean',
  retrievalDistance: 'cosine',
  maxSilhouetteSamples,
  intervals: '95 %, bootstrap',
  numDraws: draws.numResamples,
  drawnTogether: draws.groups ? 'samples of one group' : 'nothing: too few groups, each sample by itself',
});

function toEvaluation(
  { split }: ScoringTask,
  { methods, controls }: Run,
  evaluations: ReadonlyMap<string, MethodEvaluation>,
  settings: Evaluation['settings'],
): Evaluation {
  const scoresBySplit = (file: string) => ({ [split]: evaluations.get(file)!.scores });
  const files = [...methods, ...controls.map((control) => controlPrefix + control)];
  const [main, ...others] = files.map((method) => ({ method, drawn: evaluations.get(method)!.drawn }));
  const differences = others.map(({ method, drawn }): [string, Record<string, Difference>] => [method, differencesOf(main.drawn, drawn)]);
  return {
    version: 1,
    settings,
    methods: Object.fromEntries(methods.map((method) => [method, scoresBySplit(method)])),
    controls: Object.fromEntries(controls.map((control) => [control, scoresBySplit(controlPrefix + control)])),
    ...(others.length > 0 && { differences: Object.fromEntries(differences) }),
  };
}
