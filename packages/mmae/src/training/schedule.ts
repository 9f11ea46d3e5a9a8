/** How long a network trains, how an epoch is cut into batches, and what changes from step to step: learning rate and divergence weight. */
import { constant, cosine, plateau, warmup, type Schedule } from '@mmae/tensor-engine';
import type { StageOptions, TrainingOptions } from '../options.ts';

/** The length of one network's training. */
export interface TrainingLength {
  readonly numEpochs: number;
  readonly batchesPerEpoch: number;
  /** numEpochs · batchesPerEpoch */
  readonly numSteps: number;
}

/** @param numRows rows of the train table */
export function trainingLength({ epochs, minSteps, batchSize }: TrainingOptions, numRows: number): TrainingLength {
  const batchesPerEpoch = numBatches(numRows, batchSize);
  const numEpochs = Math.max(epochs, Math.ceil(minSteps / batchesPerEpoch));
  return { numEpochs, batchesPerEpoch, numSteps: numEpochs * batchesPerEpoch };
}

/** The number of equal batches closest in size to `batchSize`. There is no small last batch, which would have noisy batch statistics. */
export function numBatches(numRows: number, batchSize: number): number {
  return Math.max(1, Math.round(numRows / batchSize));
}

/** Batch `index` of `count`: a slice of the epoch's row order. Batch sizes differ by at most one row. */
export function batchRows(order: Uint32Array, index: number, count: number): Uint32Array {
  const edge = (i: number) => Math.floor((i * order.length) / count);
  return order.subarray(edge(index), edge(index + 1));
}

/**
 * The learning rate of a step, warm-up included.
 *
 * @param step from 0
 * @param validationLosses one per finished epoch; `plateau` lowers the rate by them
 */
export function learningRateAt(step: number, options: TrainingOptions, numSteps: number, validationLosses: readonly number[]): number {
  const { warmUpSteps } = options;
  const schedule = scheduleAfterWarmUp(options, Math.max(1, numSteps - warmUpSteps), validationLosses);
  return (warmUpSteps > 0 ? warmup(warmUpSteps, schedule) : schedule)(step);
}

function scheduleAfterWarmUp(
  { schedule, learningRate, plateauPatience }: TrainingOptions,
  numSteps: number,
  losses: readonly number[],
): Schedule {
  switch (schedule) {
    case 'constant':
      return constant(learningRate);
    case 'cosine':
      return cosine({ from: learningRate, numSteps });
    case 'plateau':
      return constant(plateau(losses, { rate: learningRate, patience: plateauPatience }));
  }
}

/** The share of its weight that `divergence` has at a step: a linear rise from 0 to 1 over its warm-up. */
export function divergenceShareAt(step: number, { objective }: StageOptions, batchesPerEpoch: number): number {
  const warmUpSteps = objective.divergenceWarmUpEpochs * batchesPerEpoch;
  return warmUpSteps > 0 ? Math.min(1, (step + 1) / warmUpSteps) : 1;
}

/** The number of epochs since the lowest validation loss; 0 before the first. */
export function epochsSinceBest(validationLosses: readonly number[]): number {
  return validationLosses.length === 0 ? 0 : validationLosses.length - 1 - validationLosses.indexOf(Math.min(...validationLosses));
}
