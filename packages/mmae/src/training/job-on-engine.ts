import type { AdamState } from '@mmae/tensor-engine';
import type { Weights } from '../weights.ts';
import { featuresOnEngine, type FeaturesOnEngine } from './features-on-engine.ts';
import { canValidate, type NetworkJob } from './network-job.ts';
import { startNetwork, type NetworkOnEngine } from './network-on-engine.ts';

/** A network in training and the features that it learns from. */
export interface JobOnEngine {
  readonly network: NetworkOnEngine;
  readonly train: FeaturesOnEngine;
  /** undefined where nothing is measured on validation */
  readonly validation?: FeaturesOnEngine;
  dispose(): void;
}

/** Puts a job on the engine that runs, and goes on with an optimizer where its state is given. */
export function startJob(job: NetworkJob, weights: Weights, optimizerState: AdamState): JobOnEngine {
  const parts = {
    network: startNetwork(job.network, job.stage, weights, optimizerState),
    train: featuresOnEngine(job.train),
    ...(canValidate(job) && { validation: featuresOnEngine(job.validation!) }),
  };
  return { ...parts, dispose: () => Object.values(parts).forEach((part) => part.dispose()) };
}
