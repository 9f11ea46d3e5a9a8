import { maxNumCodes, mcca, mccaOptions, numCodes, type MccaOptions } from '@mmae/baselines';
import { consensusEmbedding, wardCuts } from '@mmae/clustering';
import { samplesWithTwo, type FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import type { Matrix } from '@mmae/matrix';
import type { FindCodes, Model } from '@mmae/mmae';
import { embedTable, readFittingSamples } from '@mmae/pipeline';
import { z } from 'zod';
import type { Experiment } from './experiment.ts';

/** How the codes of a last stage are found. */
export const codeOptions = z
  .strictObject({
    numClusters: z
      .int()
      .min(2)
      .optional()
      .describe('number of codes, at most the number of train samples')
      .meta({ 'x-default': 'the number with the best silhouette, chosen without labels' }),
    networks: z
      .boolean()
      .optional()
      .describe('cluster the embeddings of the networks of the stage before as well as the MCCA; without an MCCA they are always used')
      .meta({ 'x-default': 'true' }),
    mcca: mccaOptions
      .optional()
      .describe("options of an MCCA whose embedding is clustered together with the networks'")
      .meta({ 'x-default': 'no MCCA' }),
  })
  .describe('how the codes of a last stage are found');

/** The number of codes, and how it was chosen. */
export interface CodesChoice {
  readonly numClusters: number;
  readonly from: 'experiment' | 'silhouette';
  /** the mean silhouette for each number tried; empty where the experiment sets the number, or there are too few samples to try several */
  readonly scores: readonly { readonly numClusters: number; readonly score: number }[];
}

/**
 * Finds the codes that a last stage learns: clusters that the networks of the stage before and an MCCA agree on. The MCCA is included where the
 * experiment asks for one and train has samples with two modalities; the networks are left out where the experiment says so and there is an MCCA.
 * No labels are used: the number of codes is set by the experiment or chosen by silhouette.
 *
 * @param onChosen awaited with the number of codes
 * @throws InputError where the experiment sets more codes than there are train samples
 */
export function findCodesOf(
  { codes, seed }: Pick<Experiment, 'codes' | 'seed'>,
  train: FeatureTable,
  onChosen: (choice: CodesChoice) => void | Promise<void> = () => undefined,
): FindCodes {
  checkNumClusters(codes.numClusters, train.ids.length);
  return async (embeddings) => {
    const linear = codes.mcca && samplesWithTwo(train) > 0 ? [await mccaEmbedding({ seed, ...codes.mcca }, train)] : [];
    const isLinearOnly = codes.networks === false && linear.length > 0;
    const consensus = consensusEmbedding(isLinearOnly ? linear : [...embeddings, ...linear]);
    const choice = codes.numClusters === undefined ? chooseBySilhouette(consensus, seed) : setByExperiment(codes.numClusters);
    await onChosen(choice);
    return wardCuts(consensus, { maxClusters: choice.numClusters, seed })(choice.numClusters);
  };
}

/** The choice as a human-readable line. */
export function toLine({ numClusters, from, scores }: CodesChoice): string {
  if (from === 'experiment') return `codes: ${numClusters}, set by the experiment`;
  if (scores.length === 0) return `codes: ${numClusters}; there are too few samples to choose`;
  return `codes: ${numClusters}, chosen without labels by the best silhouette of ${scores[0].numClusters} to ${scores.at(-1)!.numClusters} clusters`;
}

/** The number of codes that a trained model has learnt; undefined where it has learnt none. */
export const numCodesOf = ({ description }: Model): number | undefined => Object.values(description.numCodes).find((count) => count > 0);

/** The largest number of codes that a training on that many samples can choose. */
export const maxCodes = ({ codes }: Pick<Experiment, 'codes'>, numTrain: number): number => codes.numClusters ?? maxNumCodes(numTrain);

const chooseBySilhouette = (consensus: Matrix, seed: number): CodesChoice => ({ ...numCodes(consensus, seed), from: 'silhouette' });
const setByExperiment = (numClusters: number): CodesChoice => ({ numClusters, from: 'experiment', scores: [] });

function checkNumClusters(numClusters: number | undefined, numTrain: number): void {
  if (numClusters === undefined || numClusters <= numTrain) return;
  throw new InputError(
    `codes: expected codes.numClusters of at most ${numTrain}, the number of train samples, got ${numClusters}. Lower it, or add samples.`,
  );
}

async function mccaEmbedding(options: MccaOptions & { readonly seed: number }, train: FeatureTable): Promise<Matrix> {
  const representation = mcca(options);
  const samples = readFittingSamples(train, options.seed);
  await representation.fit(samples, samples);
  const [embedding] = await embedTable(representation, train, [Object.keys(train.blocks)]);
  return embedding!;
}
