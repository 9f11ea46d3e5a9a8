import { maxNumCodes, mcca, numCodes, type MccaOptions } from '@mmae/baselines';
import { consensusEmbedding, wardCuts } from '@mmae/clustering';
import { samplesWithTwo, type FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import type { FindCodes, Model } from '@mmae/mmae';
import type { Experiment } from './experiment.ts';
import { embedTable, readFittingSamples } from './large-tables.ts';
import { UsageError } from './usage-error.ts';

/** The number of codes, and where it comes from. */
export interface CodesChoice {
  readonly numClusters: number;
  readonly from: 'experiment' | 'silhouette';
  /** the mean silhouette of each number tried; empty where the experiment gives the number, or there is no choice */
  readonly scores: readonly { readonly numClusters: number; readonly score: number }[];
}

/**
 * The codes that a last stage learns: clusters on which an MCCA, where the experiment asks for one and train has modalities to correlate, and the
 * networks of the stage before agree; the MCCA's alone, where there is one and the experiment leaves the networks out. No label is asked: how many
 * codes there are is the experiment's choice, or that of the silhouette.
 *
 * @param onChosen awaited; told how many codes there are
 * @throws UsageError where the experiment asks for more codes than train has samples
 */
export function findCodesOf(
  { codes, seed }: Pick<Experiment, 'codes' | 'seed'>,
  train: FeatureTable,
  onChosen: (choice: CodesChoice) => void | Promise<void> = () => undefined,
): FindCodes {
  checkNumClusters(codes.numClusters, train.ids.length);
  return async (embeddings) => {
    const linear = codes.mcca && samplesWithTwo(train) > 0 ? [await mccaEmbedding({ seed, ...codes.mcca } as MccaOptions, train)] : [];
    const isLinearEnough = codes.networks === false && linear.length > 0;
    const consensus = consensusEmbedding(isLinearEnough ? linear : [...embeddings, ...linear]);
    const choice = codes.numClusters === undefined ? chosenBySilhouette(consensus, seed) : ofExperiment(codes.numClusters);
    await onChosen(choice);
    return wardCuts(consensus, { maxClusters: choice.numClusters, seed })(choice.numClusters);
  };
}

/** The choice as a line for people. */
export function toLine({ numClusters, from, scores }: CodesChoice): string {
  if (from === 'experiment') return `codes: ${numClusters}, as the experiment says`;
  if (scores.length === 0) return `codes: ${numClusters}, as there are too few samples to choose`;
  return `codes: ${numClusters}, chosen without labels: the best silhouette of ${scores[0].numClusters} to ${scores.at(-1)!.numClusters} clusters`;
}

/** How many codes a trained model learnt; undefined where it learnt none. */
export const numCodesOf = ({ description }: Model): number | undefined => Object.values(description.numCodes).find((count) => count > 0);

/** The most codes that a training on so many samples can come to. */
export const mostCodes = ({ codes }: Pick<Experiment, 'codes'>, numTrain: number): number => codes.numClusters ?? maxNumCodes(numTrain);

const chosenBySilhouette = (consensus: Matrix, seed: number): CodesChoice => ({ ...numCodes(consensus, seed), from: 'silhouette' });
const ofExperiment = (numClusters: number): CodesChoice => ({ numClusters, from: 'experiment', scores: [] });

function checkNumClusters(numClusters: number | undefined, numTrain: number): void {
  if (numClusters === undefined || numClusters <= numTrain) return;
  throw new UsageError(
    `codes: expected codes.numClusters of at most ${numTrain}, the train samples, got ${numClusters}. Lower it, or add samples.`,
  );
}

async function mccaEmbedding(options: MccaOptions, train: FeatureTable): Promise<Matrix> {
  const representation = mcca(options);
  const samples = readFittingSamples(train, options.seed!);
  await representation.fit(samples, samples);
  const [embedding] = await embedTable(representation, train, [Object.keys(train.blocks)]);
  return embedding!;
}
