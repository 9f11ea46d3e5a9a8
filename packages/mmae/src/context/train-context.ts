import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '@mmae/input';
import type { Matrix } from '@mmae/matrix';
import { cosine } from '@mmae/tensor-engine';
import { initialWeights } from '../network/initial-weights.ts';
import type { Written } from '../options.ts';
import { randomAt } from '../training/random-draws.ts';
import { contextLesson, drawContextBatch } from './context-batch.ts';
import { contextOnEngine } from './context-on-engine.ts';
import { contextNetworkOf, type Context } from './context.ts';
import { contextShapes } from './context-network.ts';
import { resolveContextOptions, type ContextOptions } from './context-options.ts';
import type { Sequence } from './windows.ts';

export interface ContextRequest {
  readonly options?: Written<ContextOptions>;
  /** of every random draw: initial weights, windows, hidden shots, dropout */
  readonly seed: number;
  /** embeddings of the train samples by the frozen model: from all modalities, which are reconstructed, then from fewer; `[numSamples, width]` each */
  readonly latents: readonly Matrix[];
  /** the rows of each asset, in their order */
  readonly sequences: readonly Sequence[];
  /** called and awaited after every step */
  readonly onProgress?: (progress: ContextProgress) => void | Promise<void>;
  /** on abort, `trainContext` finishes the current step and throws the reason */
  readonly signal?: AbortSignal;
}

/** The state of a training after a step. */
export interface ContextProgress {
  /** from 1 */
  readonly step: number;
  readonly numSteps: number;
  /** mean of 1 − cosine over the shots reconstructed in this step */
  readonly loss: number;
}

/** Draws of a context encoder differ from those of every network of a model with the same seed. */
const drawsIndex = 1 << 16;

/**
 * Trains a context encoder on the current tensor engine: some shots of each window are hidden, and their latents, which the frozen model gave
 * them, are reconstructed from the others. Every draw depends only on the seed and the step: the same request gives the same bits.
 *
 * @throws InputError for options or sequences that cannot be trained, before any step; and where the loss is not finite
 */
export async function trainContext({ seed, latents, onProgress, signal, ...request }: ContextRequest): Promise<Context> {
  const options = resolveContextOptions(request.options);
  checkHeads(options);
  const lesson = contextLesson(latents, request.sequences);
  checkSequences(lesson.sequences);
  const description = { options, latentWidth: latents[0].numColumns };
  const network = contextNetworkOf(description);
  const numSteps = numStepsOf(options, lesson.sequences);
  const learningRate = cosine({ from: options.learningRate, numSteps });
  const start = initialWeights(contextShapes(network), randomAt(seed, 'weights', drawsIndex, 0));
  const encoder = contextOnEngine(network, start, options);
  try {
    for (let step = 0; step < numSteps; step++) {
      const random = randomAt(seed, 'batch', drawsIndex, step);
      const batch = drawContextBatch(lesson, options, random);
      const loss = encoder.step(batch, learningRate(step), random);
      checkLoss(loss, step + 1);
      await nextTurn(); // lets timers and signals run
      await onProgress?.({ step: step + 1, numSteps, loss });
      signal?.throwIfAborted();
    }
    return { description, weights: encoder.weights() };
  } finally {
    encoder.dispose();
  }
}

function numStepsOf({ epochs, minSteps, batchSize }: ContextOptions, sequences: readonly Sequence[]): number {
  const numShots = sequences.reduce((sum, { length }) => sum + length, 0);
  return Math.max(minSteps, Math.ceil((epochs * numShots) / batchSize));
}

function checkHeads({ heads, width }: ContextOptions): void {
  if (width % heads === 0) return;
  throw new InputError(`context: expected width as a multiple of heads (${heads}), got ${width}. Change one of them.`);
}

function checkSequences(sequences: readonly Sequence[]): void {
  if (sequences.length > 0) return;
  throw new InputError(
    'trainContext: expected a sequence of at least two train samples, got none. Name the asset of each shot in the manifest, or train without context.',
  );
}

function checkLoss(loss: number, step: number): void {
  if (Number.isFinite(loss)) return;
  throw new InputError(`trainContext: expected a finite loss, got ${loss} at step ${step}. Lower context.learningRate.`);
}
