import { mcca, pca, pcaPerModality, raw, selfLabelledMcca } from '@mmae/baselines';
import type { Representation } from '@mmae/feature-table';
import type { Experiment } from './experiment.ts';

/** The baselines that an experiment names, with their options. @param numClusters for the one that learns its own clusters */
export function makeBaselines({ baselines, seed }: Experiment, numClusters: number): Record<string, Representation> {
  const makers: Record<string, (options: never) => Representation> = { raw, pca, pcaPerModality, mcca, selfLabelledMcca };
  const entries = Object.entries(baselines).map(
    ([name, options]) => [name, makers[name]({ seed, numClusters, ...options } as never)] as const,
  );
  return Object.fromEntries(entries);
}
