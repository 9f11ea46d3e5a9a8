import { constant, cosine, plateau, warmup, type Schedule } from '@mmae/tensor-engine';
import type { StageOptions, TrainingOptions } from '../options.ts';

/** How long a network trains. */
export interface Pace {
  readonly numEpochs: number;
  readonly batchesPerEpoch: number;
  /** of the whole training */
  readonly numSteps: number;
}

/** @param numRows of train */
export function paceOf({ epochs, minSteps, batchSize }: TrainingOptions, numRows: number): Pace {
  const batchesPerEpoch = numBatches(numRows, batchSize);
  const numEpochs = Math.max(epochs, Math.ceil(minSteps / batchesPerEpoch));
  return { numEpochs, batchesPerEpoch, numSteps: numEpochs * batchesPerEpoch };
}

/** As many batches as come nearest to the size asked for; none is left over small, which would disturb a batch's statistics. */
export function numBatches(numRows: number, batchSize: number): number {
  return Math.max(1, Math.round(numRows / batchSize));
}

/** Batch `index` of `count` nearly equal parts of the order; their sizes differ by one at most. */
export function batchRows(order: Uint32Array, index: number, count: number): Uint32Array {
  const edge = (i: number) => Math.floor((i * order.length) / count);
  return order.subarray(edge(index), edge(index + 1));
}

/** The learning rate of a step. @param validationLosses one an epoch, so far */
export function learningRateAt(step: number, options: TrainingOptions, numSteps: number, validationLosses: readonly number[]): number {
  const { warmUpSteps } = options;
  const schedule = scheduleOf(options, Math.max(1, numSteps - warmUpSteps), validationLosses);
  return (warmUpSteps > 0 ? warmup(warmUpSteps, schedule) : schedule)(step);
}

function scheduleOf({ schedule, learningRate, plateauPatience }: TrainingOptions, numSteps: number, losses: readonly number[]): Schedule {
  switch (schedule) {
    case 'constant':
      return constant(learningRate);
    case 'cosine':
      return cosine({ from: learningRate, numSteps });
    case 'plateau':
      return constant(plateau(losses, { rate: learningRate, patience: plateauPatience }));
  }
}

/** How much of its weight `divergence` has at a step: a straight rise over its warm-up. */
export function divergenceShareAt(step: number, { objective }: StageOptions, batchesPerEpoch: number): number {
  const warmUpSteps = objective.divergenceWarmUpEpochs * batchesPerEpoch;
  return warmUpSteps > 0 ? Math.min(1, (step + 1) / warmUpSteps) : 1;
}
