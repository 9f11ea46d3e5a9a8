import type { FeatureTable } from '@mmae/feature-table';
import type { Network } from '../network.ts';
import type { StageOptions } from '../options.ts';
import type { Pace } from './pace.ts';

/** What one network learns, and from what. */
export interface NetworkJob {
  /** the stage's name and which of its networks, for messages */
  readonly name: string;
  readonly seed: number;
  readonly network: Network;
  readonly stage: StageOptions;
  readonly pace: Pace;
  readonly train: FeatureTable;
  readonly validation?: FeatureTable;
  /** of the train rows, where codes are learnt */
  readonly codes?: Int32Array;
}

/** Whether anything of the objective can be measured on validation. */
export function canValidate({ validation, stage: { objective } }: Pick<NetworkJob, 'validation' | 'stage'>): boolean {
  const { reconstruction, agreement, variance, covariance, divergence } = objective;
  return (validation?.ids.length ?? 0) > 0 && reconstruction + agreement + variance + covariance + divergence > 0;
}
