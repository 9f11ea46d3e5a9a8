import type { FeatureTable } from '@mmae/feature-table';
import type { Position } from './checkpoint.ts';
import { plainBatch } from './draw-batch.ts';
import type { JobOnEngine } from './job-on-engine.ts';
import type { LossValues } from './network-on-engine.ts';
import { batchRows, divergenceShareAt, numBatches } from './pace.ts';
import { randomAt } from './random-at.ts';
import type { NetworkJob } from './network-job.ts';

/**
 * The losses on validation, with nothing left out; the same random subsets every time. Codes are known of train alone, so that their
 * term is missing here.
 *
 * @returns means over the rows; undefined where there are none, or where nothing but codes is learnt
 */
export function validate(onEngine: JobOnEngine, job: NetworkJob, { network, step }: Position): LossValues | undefined {
  const { validation, stage, seed } = job;
  if (!validation || !onEngine.validation) return undefined;
  const random = randomAt(seed, 'validation', network, 0);
  const divergenceShare = divergenceShareAt(step - 1, stage, job.pace.batchesPerEpoch);
  const sums: Record<string, number> = {};
  for (const rows of allBatches(validation, stage.training.batchSize)) {
    const values = onEngine.network.evaluate(plainBatch(validation, rows, stage, random), onEngine.validation, divergenceShare);
    for (const [name, value] of Object.entries(values)) sums[name] = (sums[name] ?? 0) + (value * rows.length) / validation.ids.length;
  }
  return sums;
}

function allBatches({ ids }: FeatureTable, batchSize: number): Uint32Array[] {
  const order = Uint32Array.from(ids, (_, index) => index);
  const count = numBatches(ids.length, batchSize);
  return Array.from({ length: count }, (_, index) => batchRows(order, index, count));
}
