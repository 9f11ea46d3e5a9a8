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
