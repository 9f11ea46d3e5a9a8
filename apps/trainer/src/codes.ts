import { consensusCodes } from '@mmae/clustering';
import type { FindCodes } from '@mmae/mmae';
import type { Manifest } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { labelsOf } from './media.ts';

/**
 * The codes that a last stage learns: clusters on which the networks of the stage before agree. Labels are not looked at;
 * how many there are is, unless the experiment gives a number.
 */
export function findCodesOf({ codes, seed }: Pick<Experiment, 'codes' | 'seed'>, manifest: Manifest): FindCodes {
  const numClusters = codes.numClusters ?? labelsOf(manifest).length;
  return (embeddings) => consensusCodes(embeddings, { numClusters, seed });
}
