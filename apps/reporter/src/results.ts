import type { Embeddings, Evaluation, Scores } from '@mmae/run-folder';
import type { BootstrapOptions } from '@mmae/evaluation';
import type { Labelling } from './evaluate/labelling.ts';
import type { Statistics } from './evaluate/statistics.ts';
import type { Run } from './run/load-run.ts';

/** What k-means makes of a method's embedding: fitted on train, predicting every sample. */
export interface Clustering {
  readonly numClusters: number;
  /** a sample's cluster, rows as in `samples.csv`; −1 for a sample with nothing to embed */
  readonly clusters: Int32Array;
}

/** A run with its scores: all that the tables and the page are made from. */
export interface Results {
  readonly run: Run;
  readonly evaluation: Evaluation;
  /** the split that is scored: test, or validation where there is no test */
  readonly split: 'test' | 'validation';
  /** the method that the report is about: mmae where the run has it */
  readonly main: string;
  /** of the main method */
  readonly embeddings: Embeddings;
  readonly clustering: Clustering;
  readonly labelling: Labelling;
  /** what the report has no answer to, and why; sentences */
  readonly leftOut: readonly string[];
  readonly draws: Draws;
}

/** What it takes to score the main method on other draws of the same samples: to compare runs pairwise. */
export interface Draws {
  /** of the scored samples, in their order */
  readonly ids: readonly string[];
  readonly statistics: Statistics;
  readonly options: BootstrapOptions;
}

/** A method's scores on the split that is scored. */
export const scoresOf = ({ evaluation, split }: Results, method: string): Scores | undefined => evaluation.methods[method]?.[split];

/** Of the main method, which always has some. */
export const mainScores = (results: Results): Scores => scoresOf(results, results.main)!;

/** The methods that the main one is compared with, in the run's order. */
export const baselinesOf = ({ run, main }: Results): readonly string[] => run.methods.filter((method) => method !== main);
