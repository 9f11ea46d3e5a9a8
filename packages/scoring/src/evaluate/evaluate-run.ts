import { numClustersBySilhouette } from '@mmae/evaluation';
import { resolveOptions } from '@mmae/input';
import { selectRows, unitRows, type Matrix } from '@mmae/matrix';
import { loadEmbeddings, RunFolderError, type Difference, type Embeddings, type Evaluation } from '@mmae/run-folder';
import { z } from 'zod';
import { maxTriedClusters, minReliableItems, type Results } from '../results.ts';
import { controlPrefix, withOwnKeys, type Run } from '../run.ts';
import { largestFirst, maxSilhouetteSamples } from './clusters.ts';
import { evaluateMethod, jointOf, type MethodEvaluation } from './evaluate-method.ts';
import { leftOutOf } from './labelling.ts';
import { scoringTask, type ScoringTask } from './scoring-task.ts';
import { differencesOf } from './statistics.ts';

/** Settings of an evaluation. */
const evaluationSettings = z.strictObject({
  seed: z.int().min(0).default(0).describe('seed of k-means, the bootstrap and the removal of modalities'),
  numDraws: z.int().min(1).optional().describe('bootstrap draws; default 1,000, from 2,000 scored samples on fewer, at least 200'),
  scoring: z
    .strictObject({
      numClusters: z.int().min(1).optional().describe('number of clusters; default the number of labels in train'),
      numStarts: z.int().min(1).default(10).describe('starts of k-means, of which the best is kept'),
    })
    .prefault({})
    .describe('changes to the protocol, for an ablation of it'),
});

export interface EvaluationOptions extends z.input<typeof evaluationSettings> {
  /** receives the name of the method being scored */
  readonly onProgress?: (message: string) => void;
  /** receives the main method's embeddings of all modalities of each sample, `[numSamples, width]`, before anything is scored */
  readonly onJoint?: (joint: Matrix) => void;
}

/**
 * Scores every method and control of a run. The embeddings of the main method stay in memory, the others are loaded one method at a time.
 *
 * @throws RunFolderError where the embeddings of the main method are damaged or of other samples, or too few samples can be scored;
 *   InputError for an option out of range
 */
export async function evaluateRun(given: Run, options: EvaluationOptions = {}): Promise<Results> {
  const { onProgress = () => undefined, onJoint, ...settings } = options;
  const { seed, numDraws, scoring } = resolveOptions('evaluateRun', evaluationSettings, settings);
  const task = scoringTask(given, { seed, numDraws });
  const [main, ...baselines] = given.methods;
  const embeddings = await loadMethod(given.folder, main);
  onJoint?.(jointOf(task, embeddings, main));
  const common = await commonSpace(given, task, { main, embeddings });
  const { numClusters = numClustersOf(task, embeddings, main), numStarts } = scoring;
  const evaluate = (own: Embeddings, file: string) => evaluateMethod(task, own, file, { numClusters, numStarts, commonSpace: common });
  onProgress(`scoring ${main}`);
  const evaluations = new Map([[main, evaluate(embeddings, main)]]);
  const unusable: string[] = [];
  for (const file of [...baselines, ...given.controls.map((name) => controlPrefix + name)]) {
    onProgress(`scoring ${file}`);
    const own = await tryLoad(given.folder, file, unusable);
    if (own) evaluations.set(file, evaluate(own, file));
  }
  const run = withoutUnusable(given, evaluations, unusable);
  const { clustering, statistics } = evaluations.get(main)!;
  const draws = { ids: Array.from(task.scored, (row) => run.samples[row].id), statistics, options: task.draws };
  const leftOut = leftOutOf(run, task);
  const recorded = { leftOut, ...settingsOf(task, numStarts), numClusters: clustering.numClusters, commonSpace: common.name };
  return {
    run,
    evaluation: toEvaluation(task, run, evaluations, recorded),
    split: task.split,
    main,
    embeddings,
    clustering: largestFirst(clustering),
    labelling: task.labelling,
    leftOut,
    draws,
  };
}

/**
 * Embeddings of a method, by subset of modalities. Rows are scaled to length 1, for every method: only the direction of an embedding is scored.
 *
 * @throws RunFolderError as `loadEmbeddings`
 */
async function loadMethod(folder: string, method: string): Promise<Embeddings> {
  const stored = await loadEmbeddings(folder, method);
  return withOwnKeys(Object.fromEntries(Object.entries(stored).map(([subset, embedding]) => [subset, unitRows(embedding)])));
}

/** Embeddings of a baseline or control; undefined where they are damaged, with the reason added to `reasons`. */
async function tryLoad(folder: string, method: string, reasons: string[]): Promise<Embeddings | undefined> {
  try {
    return await loadMethod(folder, method);
  } catch (error) {
    if (!(error instanceof RunFolderError)) throw error;
    reasons.push(error.message);
    return undefined;
  }
}

/** The run without the methods that could not be scored, and a remark for each of them. */
function withoutUnusable(run: Run, evaluations: ReadonlyMap<string, unknown>, reasons: readonly string[]): Run {
  return {
    ...run,
    methods: run.methods.filter((method) => evaluations.has(method)),
    controls: run.controls.filter((control) => evaluations.has(controlPrefix + control)),
    remarks: [...run.remarks, ...reasons.map((reason) => `A method is left out. ${reason}`)],
  };
}

/** How the number of clusters is chosen without labels. */
const silhouetteChoice = { from: 2, maxPoints: 2000, distance: 'sqeuclidean' } as const;

/** The number of labels in train; without labels, the number with the best silhouette of the main method's embeddings. */
function numClustersOf(task: ScoringTask, embeddings: Embeddings, main: string): number {
  const { labelling, labels, train, seed } = task;
  if (labelling.canName) return new Set([...train].map((row) => labels[row]).filter((label) => label !== '')).size;
  if (train.length < silhouetteChoice.from) return train.length;
  const points = selectRows(jointOf(task, embeddings, main), train);
  return numClustersBySilhouette(points, { ...silhouetteChoice, to: maxTriedClusters(train.length), seed }).numClusters;
}

/** The space in which the clusters of all methods are compared: raw features, else their PCA, else the embeddings of the main method. */
async function commonSpace(run: Run, task: ScoringTask, own: { main: string; embeddings: Embeddings }): Promise<CommonSpace> {
  for (const name of ['raw', 'pca'].filter((method) => run.methods.includes(method))) {
    const embeddings = await tryLoad(run.folder, name, []); // reported when the method itself is scored
    if (embeddings) return { name, points: selectRows(jointOf(task, embeddings, name), task.scored) };
  }
  return { name: own.main, points: selectRows(jointOf(task, own.embeddings, own.main), task.scored) };
}

interface CommonSpace {
  /** the method whose space it is */
  readonly name: string;
  /** scored rows */
  readonly points: Matrix;
}

const settingsOf = ({ seed, split, labelling, draws }: ScoringTask, numStarts: number) => ({
  seed,
  split,
  numClustersFrom: labelling.canName ? 'labels' : 'silhouette',
  clustering: `k-means++, ${numStarts} starts, fitted on train`,
  rows: 'scaled to length 1',
  distance: 'euclidean',
  retrievalDistance: 'cosine',
  maxSilhouetteSamples,
  intervals: `95 %, bootstrap; below ${minReliableItems} items at least as wide as Wilson's of a share of as many`,
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
