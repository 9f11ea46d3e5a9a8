import { InputError } from '@mmae/input';
import type { Weights } from '../../network/weights.ts';
import type { LossValues } from '../network-on-engine.ts';
import type { NetworkTask } from '../network-task.ts';

/**
 * Checks the losses of a step or of validation. Where several are not finite, the message names a term, not the sum.
 *
 * @param step from 1
 * @param where the batch, or validation
 * @throws InputError with stage, epoch, step, batch, term and remedy
 */
export function checkFiniteLosses(losses: LossValues, task: NetworkTask, step: number, where: string): void {
  const term = Object.keys(losses).find((key) => key !== 'loss' && !Number.isFinite(losses[key])) ?? 'loss';
  if (!Number.isFinite(losses[term])) throw diverged('finite losses', `${losses[term]} as ${term}`, task, step, where);
}

/** Checks weights and moments before they reach a checkpoint. @returns the same arrays @throws InputError */
export function checkFiniteWeights(arrays: Weights, task: NetworkTask, { step }: { readonly step: number }): Weights {
  for (const [name, { data }] of Object.entries(arrays)) {
    const bad = data.find((x) => !Number.isFinite(x));
    if (bad !== undefined) throw diverged('finite weights', `${bad} in ${name}`, task, step, 'after the step');
  }
  return arrays;
}

/** A batch for a message, with the ids of its first rows. */
export function describeBatch({ train }: NetworkTask, rows: Uint32Array): string {
  const some = Array.from(rows.subarray(0, 3), (index) => train.ids[index]).join(', ');
  return `in a batch of ${rows.length} rows (${some}${rows.length > 3 ? ', …' : ''})`;
}

function diverged(rule: string, got: string, { name, length, stage }: NetworkTask, step: number, where: string): InputError {
  const { learningRate, clipNorm } = stage.training;
  return new InputError(
    `train: expected ${rule}, got ${got} at ${name}, epoch ${Math.ceil(step / length.batchesPerEpoch)}, step ${step}, ${where}. ` +
      `Lower learningRate (${learningRate}) or clipNorm (${clipNorm}) in a new run; the previous checkpoint is intact.`,
  );
}
