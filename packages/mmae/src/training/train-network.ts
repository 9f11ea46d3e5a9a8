/**
 * The training loop of one network.
 *
 *   for each epoch: shuffle the rows
 *     for each batch: draw it, forward, loss, backward, clip, check, optimizer step
 *     validate
 *
 * Losses that are not finite end the training before the step. After each step, progress is reported, a checkpoint is handed out if one is
 * due, and an abort ends the training. A resumed training starts at the step of its checkpoint, in the middle of an epoch if need be.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Matrix } from '@mmae/matrix';
import { clipByNorm } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { drawBatch } from './batches.ts';
import { checkpointAfter, checkpointWithin, networkStateAt, type Checkpoint, type Position } from './checkpoint.ts';
import { checkFiniteLosses, checkFiniteWeights, describeBatch } from './checks/finite.ts';
import { featuresOnEngine } from './features-on-engine.ts';
import { networkOnEngine, type LossValues } from './network-on-engine.ts';
import { taskAt } from './network-task.ts';
import type { ProgressMeter } from './progress.ts';
import { randomAt } from './random-draws.ts';
import { batchRows, divergenceShareAt, epochsSinceBest, learningRateAt } from './schedule.ts';
import type { TrainRequest } from './train.ts';
import { validatorFor } from './validation.ts';

/**
 * Trains the network that a checkpoint is at, from there to its end.
 *
 * @param latents of the train rows, where the stage learns them
 * @returns the checkpoint after it, with its last weights, or with `patience` its best
 * @throws InputError where losses, weights or moments are not finite; what `onProgress` and `onCheckpoint` throw; the reason of an abort
 */
export async function trainNetwork(request: TrainRequest, before: Checkpoint, meter: ProgressMeter, latents?: Matrix): Promise<Checkpoint> {
  const { onProgress, onCheckpoint, checkpointSeconds = 10, signal } = request;
  const task = taskAt(before, request, latents);
  const { seed, networkIndex, stage, train, lesson } = task;
  const { numEpochs, batchesPerEpoch, numSteps } = task.length;
  const { clipNorm, patience } = stage.training;

  const start = networkStateAt(before);
  let { position, best } = start;
  const network = networkOnEngine(task.network, stage, { ...start, step: position.step });
  const features = featuresOnEngine(train);
  const validator = validatorFor(task);
  const isCheckpointDue = timer(checkpointSeconds);
  const checkpoint = () => {
    const weights = checkFiniteWeights(network.weights(), task, position);
    const moments = checkFiniteWeights(network.moments(), task, position);
    return checkpointWithin(before, { weights, moments, best, position });
  };

  try {
    for (let epoch = Math.floor(position.step / batchesPerEpoch); epoch < numEpochs; epoch++) {
      if (patience !== null && epochsSinceBest(position.validationLosses) >= patience) break;
      const order = randomAt(seed, 'order', networkIndex, epoch).permutation(train.ids.length);

      for (let index = position.step % batchesPerEpoch; index < batchesPerEpoch; index++) {
        // Draw a batch.
        const { step, validationLosses } = position;
        const random = randomAt(seed, 'batch', networkIndex, step);
        const rows = batchRows(order, index, batchesPerEpoch);
        const batch = drawBatch(train, rows, stage, random, lesson);

        // Forward pass, loss, backward pass, optimizer step.
        const losses = tf.tidy(() => {
          const divergenceShare = divergenceShareAt(step, stage, batchesPerEpoch);
          const { losses, gradients } = network.lossesAndGradients(batch, features.gather(batch), { random, divergenceShare });
          checkFiniteLosses(losses, task, step + 1, describeBatch(task, rows));
          const clipped = clipByNorm(gradients, clipNorm, losses.gradientNorm);
          network.applyGradients(clipped.gradients, learningRateAt(step, stage.training, numSteps, validationLosses));
          return losses;
        });
        position = afterStep(position, losses, rows.length);
        const epochLosses = epochMeans(position);

        // At the end of an epoch, validate and keep the best weights.
        let validation: LossValues | undefined;
        if (index === batchesPerEpoch - 1) {
          validation = validator?.validate(network, step + 1);
          if (validation) checkFiniteLosses(validation, task, step + 1, 'on validation');
          position = afterEpoch(position, validation);
          const isBest = validation && patience !== null && epochsSinceBest(position.validationLosses) === 0;
          if (isBest) best = network.weights();
        }

        // Report, save, stop.
        await nextTurn(); // lets timers and signals run
        await onProgress?.(meter.read(position, epochLosses, validation));
        if (isCheckpointDue() || signal?.aborted) await onCheckpoint?.(checkpoint());
        signal?.throwIfAborted();
      }
    }
    return checkpointAfter(before, best ?? checkFiniteWeights(network.weights(), task, position), position, batchesPerEpoch);
  } finally {
    for (const part of [network, features, validator]) part?.dispose();
  }
}

/** The position after a step, with its losses added to the sums of the epoch. */
function afterStep(position: Position, losses: LossValues, numRows: number): Position {
  const { epochSums } = position;
  const sums: Record<string, number> = { ...epochSums, rows: (epochSums.rows ?? 0) + numRows };
  for (const [name, value] of Object.entries(losses)) sums[name] = (sums[name] ?? 0) + value * numRows;
  return { ...position, step: position.step + 1, epochSums: sums };
}

function afterEpoch(position: Position, validation: LossValues | undefined): Position {
  const validationLosses = validation ? [...position.validationLosses, validation.loss] : position.validationLosses;
  return { ...position, epochSums: {}, validationLosses };
}

/** Means of the losses over the rows of the epoch so far. */
function epochMeans({ epochSums: { rows, ...sums } }: Position): LossValues {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / rows]));
}

/** A function that returns true when at least `seconds` have passed since it last did, or since it was made. */
function timer(seconds: number): () => boolean {
  let last = performance.now();
  return () => {
    const isDue = performance.now() - last >= seconds * 1000;
    if (isDue) last = performance.now();
    return isDue;
  };
}
