import { pca, raw } from '@mmae/baselines';
import type { Representation } from '@mmae/feature-table';
import type { Experiment } from './experiment.ts';

const makers = { raw, pca };

/** The baselines that an experiment names, with their options. */
export function makeBaselines(baselines: Experiment['baselines']): Record<string, Representation> {
  const entries = Object.entries(baselines).map(([name, options]) => [name, makers[name as keyof typeof makers](options as never)]);
  return Object.fromEntries(entries) as Record<string, Representation>;
}
