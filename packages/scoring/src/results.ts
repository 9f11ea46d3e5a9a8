import type { BootstrapOptions } from '@mmae/evaluation';
import type { Embeddings, Evaluation, Scores } from '@mmae/run-folder';
import type { Labelling } from './evaluate/labelling.ts';
import type { Statistics } from './evaluate/statistics.ts';
import type { Run } from './run.ts';

/** k-means clusters of one method's embeddings: fitted on train, predicted for every sample. */
export interface Clustering {
  readonly numClusters: number;
  /** cluster of each sample, in the order of `samples.csv`; −1 for a sample without any modality */
  readonly clusters: Int32Array;
}

/** A run with its scores: everything that tables and report pages are made from. */
export interface Results {
  readonly run: Run;
  readonly evaluation: Evaluation;
  /** the scored split: test, or validation where there is no test split */
  readonly split: 'test' | 'validation';
  /** the method that the report is about: mmae where the run has it */
  readonly main: string;
  /** of the main method */
  readonly embeddings: Embeddings;
  /** of the main method, the largest cluster first */
  readonly clustering: Clustering;
  readonly labelling: Labelling;
  /** what was not scored, and why; sentences */
  readonly leftOut: readonly string[];
  readonly draws: Draws;
}

/** Everything needed to score the main method on other draws of the same samples, for paired comparisons of runs. */
export interface Draws {
  /** ids of the scored samples, in scoring order */
  readonly ids: readonly string[];
  readonly statistics: Statistics;
  readonly options: BootstrapOptions;
}

/** Scores of one method on the scored split. */
export const scoresOf = ({ evaluation, split }: Results, method: string): Scores | undefined => evaluation.methods[method]?.[split];

/** Scores of the main method, which are always present. */
export const mainScores = (results: Results): Scores => scoresOf(results, results.main)!;

/** The main method in context: no baseline, as it is made of the main method's embeddings. */
export const contextMethod = 'context';

/** The methods that the main one is compared with, in the run's order. */
export const baselinesOf = ({ run, main }: Results): readonly string[] =>
  run.methods.filter((method) => method !== main && method !== contextMethod);

/** Below this number of scored items no percentage is stated, and no method is called better than another. */
export const minReliableItems = 50;

/** Whether too few items were scored to judge a run. */
export const hasTooFewItems = (results: Results): boolean => mainScores(results).numSamples < minReliableItems;

/** Minimum mean number of training items per cluster, where the number of clusters is chosen by silhouette, which prefers pairs. */
const minPointsPerCluster = 5;

/** The largest number of clusters tried where labels do not give it; at 2 or less there is nothing to choose. */
export const maxTriedClusters = (numTrain: number): number => Math.min(60, Math.floor(numTrain / minPointsPerCluster));
