import { mcca } from '@mmae/baselines';
import { consensusCodes } from '@mmae/clustering';
import type { FeatureTable } from '@mmae/feature-table';
import type { FindCodes } from '@mmae/mmae';
import type { Manifest } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { labelsOf } from './media.ts';

/**
 * The codes that the last stage learns: clusters on which the networks of the stage before and, where the experiment says so,
 * an MCCA agree. Labels are not looked at; how many there are is, unless the experiment gives a number.
 */
export function findCodesOf(
  { codes, seed }: Experiment,
  manifest: Manifest,
  { train, validation }: { readonly train: FeatureTable; readonly validation: FeatureTable },
): FindCodes {
  return async (embeddings) => {
    const linear = codes.mcca ? [await mccaEmbedding(codes.mcca, train, validation)] : [];
    const numClusters = codes.numClusters ?? labelsOf(manifest).length;
    return consensusCodes([...embeddings, ...linear], { numClusters, seed });
  };
}

async function mccaEmbedding(options: NonNullable<Experiment['codes']['mcca']>, train: FeatureTable, validation: FeatureTable) {
  const representation = mcca(options);
  await representation.fit(train, validation);
  return (await representation.embed(train, Object.keys(train.blocks)))!;
}
