import { selectRows, type Matrix } from '@mmae/matrix';
import { loadEmbeddings, type Difference, type Embeddings, type Evaluation, type Scores } from '@mmae/run-folder';
import { controlPrefix, type Run } from '../run/load-run.ts';
import type { Results } from '../results.ts';
import { bootstrapOptions, evaluateMethod, jointOf, maxSilhouetteSamples, type MethodEvaluation } from './evaluate-method.ts';
import { numClustersBySilhouette } from './fit-clusters.ts';
import { scoringTask, type ScoringTask } from './scoring-task.ts';
import { differencesOf } from './statistics.ts';

export interface EvaluationOptions {
  /** of k-means, the bootstrap and the missing modalities */
  readonly seed: number;
  /** told which method is being scored */
  readonly onProgress: (message: string) => void;
}

/** Past this many scored rows the bootstrap draws fewer times: each draw costs as much as there are rows. */
const manyRows = 5000;

/**
 * Scores every method and control of a run. One method's embeddings are in memory at a time, and the main one's are kept.
 *
 * @throws RunFolderError where the embeddings are damaged, or not of these samples
 */
export async function evaluateRun(run: Run, { seed, onProgress }: EvaluationOptions): Promise<Results> {
  const task = scoringTask(run, seed);
  const main = run.methods[0];
  const embeddings = await loadEmbeddings(run.folder, main);
  const common = await commonSpace(run, task);
  const numClusters = numClustersOf(task, embeddings, main);
  const evaluate = (file: string, own: Embeddings) => {
    onProgress(`scoring ${file}`);
    return evaluateMethod(task, own, file, { numClusters, commonSpace: common.points, numResamples: numResamplesFor(task) });
  };
  const mainEvaluation = evaluate(main, embeddings);
  const others = new Map<string, MethodEvaluation>();
  for (const file of [...run.methods.slice(1), ...run.controls.map((name) => controlPrefix + name)]) {
    others.set(file, evaluate(file, await loadEmbeddings(run.folder, file)));
  }
  const evaluation = toEvaluation(task, run, new Map([[main, mainEvaluation], ...others]), common.name);
  const { clustering, statistics } = mainEvaluation;
  const ids = Array.from(task.scored, (row) => run.samples[row].id);
  const draws = { ids, statistics, options: bootstrapOptions(task, numResamplesFor(task)) };
  return { run, evaluation, split: task.split, main, embeddings, clustering, draws };
}

/** As many clusters as train has labels; where it has none, as many as the main method's embedding falls into most clearly. */
function numClustersOf(task: ScoringTask, embeddings: Embeddings, main: string): number {
  const { hasLabels, labels, train, seed } = task;
  if (!hasLabels) return numClustersBySilhouette(selectRows(jointOf(task, embeddings, main), train), seed);
  return new Set([...train].map((row) => labels[row]).filter((label) => label !== '')).size;
}

const numResamplesFor = ({ scored }: ScoringTask) => (scored.length > manyRows ? 200 : 1000);

/** The space in which the clusters of all methods are compared: that of the features themselves, as far as the run has it. */
async function commonSpace(run: Run, task: ScoringTask): Promise<{ readonly name: string; readonly points: Matrix }> {
  const name = ['raw', 'pca'].find((method) => run.methods.includes(method)) ?? run.methods[0];
  return { name, points: selectRows(jointOf(task, await loadEmbeddings(run.folder, name), name), task.scored) };
}

function toEvaluation(
  task: ScoringTask,
  run: Run,
  evaluations: ReadonlyMap<string, MethodEvaluation>,
  commonSpaceName: string,
): Evaluation {
  const bySplit = (file: string): Record<string, Scores> => ({ [task.split]: evaluations.get(file)!.scores });
  const [main, ...others] = run.methods;
  const options = bootstrapOptions(task, numResamplesFor(task));
  const differences = others.map((method): [string, Record<string, Difference>] => [
    method,
    differencesOf(evaluations.get(main)!.statistics, evaluations.get(method)!.statistics, task.scored.length, options),
  ]);
  return {
    version: 1,
    settings: {
      seed: task.seed,
      split: task.split,
      numClusters: evaluations.get(main)!.clustering.numClusters,
      numClustersFrom: task.hasLabels ? 'labels' : 'silhouette',
      clustering: 'k-means++, 10 starts, fitted on train',
      distance: 'euclidean',
      retrievalDistance: 'cosine',
      commonSpace: commonSpaceName,
      maxSilhouetteSamples,
      intervals: '95 %, bootstrap',
      numDraws: options.numResamples,
      drawnTogether: task.groups ? 'samples of one group' : 'nothing: too few groups, each sample by itself',
    },
    methods: Object.fromEntries(run.methods.map((method) => [method, bySplit(method)])),
    controls: Object.fromEntries(run.controls.map((control) => [control, bySplit(controlPrefix + control)])),
    ...(others.length > 0 && { differences: Object.fromEntries(differences) }),
  };
}
