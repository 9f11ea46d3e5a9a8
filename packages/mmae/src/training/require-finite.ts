import type { Weights } from '../weights.ts';
import type { LossValues } from './network-on-engine.ts';
import type { NetworkJob } from './network-job.ts';

/**
 * Refuses values of a step that are no numbers, the terms before their sum.
 *
 * @param step from 1 on
 * @param onWhat the batch, or validation
 * @throws RangeError with stage, epoch, step, batch, term and remedy
 */
export function requireFiniteLosses(values: LossValues, job: NetworkJob, step: number, onWhat: string): void {
  const term = Object.keys(values).find((key) => key !== 'loss' && !Number.isFinite(values[key])) ?? 'loss';
  if (!Number.isFinite(values[term])) throw refusal('finite losses', `${values[term]} as ${term}`, job, step, onWhat);
}

/** Arrays as they are. @throws RangeError where a number is none: what holds it is no checkpoint to go on from */
export function requireFiniteNumbers(arrays: Weights, job: NetworkJob, { step }: { readonly step: number }): Weights {
  for (const [name, { data }] of Object.entries(arrays)) {
    const bad = data.find((x) => !Number.isFinite(x));
    if (bad !== undefined) throw refusal('finite weights', `${bad} in ${name}`, job, step, 'after the step');
  }
  return arrays;
}

/** Some rows of a batch, for a person to look at. */
export function batchName({ train }: NetworkJob, rows: Uint32Array): string {
  const some = Array.from(rows.subarray(0, 3), (index) => train.ids[index]).join(', ');
  return `in a batch of ${rows.length} rows (${some}${rows.length > 3 ? ', …' : ''})`;
}

function refusal(rule: string, got: string, { name, pace, stage }: NetworkJob, step: number, onWhat: string): RangeError {
  const { learningRate, clipNorm } = stage.training;
  return new RangeError(
    `train: expected ${rule}, got ${got} at ${name}, epoch ${Math.ceil(step / pace.batchesPerEpoch)}, step ${step}, ${onWhat}. ` +
      `Lower learningRate (${learningRate}) or clipNorm (${clipNorm}) in a new run; the checkpoint before it is intact.`,
  );
}
