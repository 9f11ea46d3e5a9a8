import type { FeatureTable } from '@mmae/feature-table';
import * as tf from '@tensorflow/tfjs-core';
import { hasValidationLoss } from '../objective/objective.ts';
import { plainBatch } from './batches.ts';
import { featuresOnEngine } from './features-on-engine.ts';
import type { LossValues, NetworkOnEngine } from './network-on-engine.ts';
import type { NetworkTask } from './network-task.ts';
import { randomAt } from './random-draws.ts';
import { batchRows, divergenceShareAt, numBatches } from './schedule.ts';

/** Measures the validation loss of a network at the end of each epoch. */
interface Validator {
  /**
   * The losses without dropout, noise or copies, and with the same random subsets each time. The terms `codes` and `latent` are missing: what
   * they compare with is known for the train rows only.
   *
   * @param numSteps steps made so far
   * @returns means over the rows
   */
  validate(network: NetworkOnEngine, numSteps: number): LossValues;
  dispose(): void;
}

/** @returns undefined where there are no validation rows, or where the stage learns nothing but codes or a latent */
export function validatorFor(task: NetworkTask): Validator | undefined {
  const { validation, stage, seed, networkIndex, length } = task;
  if (!validation || validation.ids.length === 0 || !hasValidationLoss(stage.objective)) return undefined;
  const features = featuresOnEngine(validation);
  const batches = allBatches(validation, stage.training.batchSize);
  return {
    validate(network, numSteps) {
      const random = randomAt(seed, 'validation', networkIndex, 0);
      const divergenceShare = divergenceShareAt(numSteps - 1, stage, length.batchesPerEpoch);
      const means: Record<string, number> = {};
      for (const rows of batches) {
        const batch = plainBatch(validation, rows, stage, random);
        const losses = tf.tidy(() => network.losses(batch, features.gather(batch), divergenceShare));
        for (const [name, value] of Object.entries(losses))
          means[name] = (means[name] ?? 0) + (value * rows.length) / validation.ids.length;
      }
      return means;
    },
    dispose: () => features.dispose(),
  };
}

function allBatches({ ids }: FeatureTable, batchSize: number): Uint32Array[] {
  const order = Uint32Array.from(ids.keys());
  const count = numBatches(ids.length, batchSize);
  return Array.from({ length: count }, (_, index) => batchRows(order, index, count));
}
