import type { FeatureTable } from '@mmae/feature-table';
import type { Model } from '@mmae/mmae';
import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import type { FittedModality } from './features.ts';

/** A trained model with the samples it has something to say of. */
export interface TrainedMaterial {
  readonly experiment: Experiment;
  readonly manifest: Manifest;
  /** places in the manifest of the rows of `table` */
  readonly rows: readonly number[];
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  /** of all samples, without copies */
  readonly table: FeatureTable;
  readonly model: Model;
}
