import { mcca, type MccaOptions } from '@mmae/baselines';
import { consensusCodes } from '@mmae/clustering';
import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import type { FindCodes } from '@mmae/mmae';
import type { Manifest } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { embedTable, readFittingSamples } from './large-tables.ts';
import { UsageError } from './usage-error.ts';

/** As many clusters as train has labels, unless the experiment gives a number: how many there are is all that labels say. */
export function numClustersOf({ codes }: Pick<Experiment, 'codes'>, { samples }: Manifest): number {
  const labels = samples.flatMap(({ split, label }) => (split === 'train' && label ? [label] : []));
  return codes.numClusters ?? new Set(labels).size;
}

/**
 * The codes that a last stage learns: clusters on which an MCCA, where the experiment asks for one and train has modalities to correlate, and the
 * networks of the stage before agree; the MCCA's alone, where there is one and the experiment leaves the networks out.
 */
export function findCodesOf({ codes, seed }: Pick<Experiment, 'codes' | 'seed'>, manifest: Manifest, train: FeatureTable): FindCodes {
  const numTrain = train.ids.length;
  if (codes.numClusters !== undefined && codes.numClusters > numTrain) {
    throw new UsageError(
      `codes: expected codes.numClusters of at most ${numTrain}, the train samples, got ${codes.numClusters}. Lower it, or add samples.`,
    );
  }
  return async (embeddings) => {
    const linear =
      codes.mcca && Object.keys(train.blocks).length > 1 ? [await mccaEmbedding({ seed, ...codes.mcca } as MccaOptions, train)] : [];
    const isLinearEnough = codes.networks === false && linear.length > 0;
    return consensusCodes(isLinearEnough ? linear : [...embeddings, ...linear], {
      numClusters: numClustersOf({ codes }, manifest),
      seed,
    });
  };
}

async function mccaEmbedding(options: MccaOptions, train: FeatureTable): Promise<Matrix> {
  const representation = mcca(options);
  const samples = readFittingSamples(train, options.seed!);
  await representation.fit(samples, samples);
  const [embedding] = await embedTable(representation, train, [Object.keys(train.blocks)]);
  return embedding!;
}
