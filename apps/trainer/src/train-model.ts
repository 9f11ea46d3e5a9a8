import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { mmae, stepsOf, trainingStateSchema, type Checkpoint, type Mmae, type MmaeRequest, type Model } from '@mmae/mmae';
import { withoutValidation, type Tables } from '@mmae/pipeline';
import { appendMetrics, cutMetrics, loadCheckpoint, saveCheckpoint, saveFeatureState } from '@mmae/run-folder';
import type { TaggedModel } from '@mmae/tagging';
import { join } from 'node:path';
import { findCodesOf, toLine as codesLine } from './codes.ts';
import type { Experiment } from './experiment.ts';
import { findLatentsOf } from './latents.ts';
import { optionsForTrain } from './model-options.ts';
import type { TrainOptions } from './train.ts';
import { toMetrics, trainingLine } from './training-log.ts';

/** A trained model with the data it was trained on, for the steps after training. */
export interface TrainingResult extends TaggedModel {
  readonly experiment: Experiment;
}

/**
 * Trains the run's model from its latest checkpoint, or from the start where there is none.
 *
 * @param lost train media that can no longer be read, each as `id (modality)`
 * @throws InputError where a checkpoint has learnt from lost media
 */
export async function trainModel(
  experiment: Experiment,
  { train, validation }: Tables,
  lost: readonly string[],
  { folder, progress, signal, checkpointSeconds }: TrainOptions,
): Promise<Mmae> {
  const resumeFrom = await latestCheckpoint(folder, progress);
  if (resumeFrom) expectNoneLost(folder, lost);
  const earlier = await cutMetrics(folder, resumeFrom ? stepsOf(resumeFrom) : 0);
  const secondsBefore = earlier.at(-1)?.seconds ?? 0;
  const { options, changes } = optionsForTrain(experiment, train, validation.ids.length > 0);
  for (const change of changes) progress.say(change);
  const model = mmae({
    options,
    codes: findCodesOf(experiment, train, async (choice) => {
      progress.say(codesLine(choice));
      await saveFeatureState(folder, 'codes.choice', { json: choice, tensors: {} });
    }),
    latents: findLatentsOf(experiment),
    onProgress: async (state) => {
      progress.update(trainingLine(state));
      if (state.endOfEpoch) await appendMetrics(folder, toMetrics(state, secondsBefore));
    },
    onCheckpoint: ({ weights, optimizer, state }) => saveCheckpoint(folder, { model: weights, optimizer, state }),
    ...{ signal, checkpointSeconds, resumeFrom },
  });
  await model.fit(train, validation);
  return model;
}

/** The run's latest readable checkpoint; undefined where there is none yet. Damaged newer ones are reported. */
async function latestCheckpoint(folder: string, progress: TrainOptions['progress']): Promise<Checkpoint | undefined> {
  const loaded = await loadCheckpoint(folder, trainingStateSchema);
  for (const reason of loaded?.passedOver ?? []) progress.say(`skipping a damaged checkpoint: ${reason}`);
  return loaded && ({ weights: loaded.model, optimizer: loaded.optimizer, state: loaded.state } as Checkpoint);
}

function expectNoneLost(folder: string, lost: readonly string[]): void {
  if (lost.length === 0) return;
  throw new InputError(
    `--resume: expected the media that the run has learnt from, got ${lost.length} files that have changed or are missing and are no longer in the cache, the first: ${lost[0]}. ` +
      `Restore the files listed in ${join(folder, 'skipped.csv')}, or start a new run.`,
  );
}

/**
 * How another model is trained like the run's own, on another train table and without checkpoints.
 *
 * @param purpose of that training, for the progress line
 */
export const requestLike =
  (experiment: Experiment, tables: Tables, { progress, signal }: Pick<TrainOptions, 'progress' | 'signal'>, purpose: string) =>
  (train: FeatureTable): MmaeRequest => ({
    options: optionsForTrain(experiment, train, tables.validation.ids.length > 0).options,
    codes: findCodesOf(experiment, train),
    latents: findLatentsOf(experiment),
    onProgress: async (state) => progress.update(`${purpose}: ${trainingLine(state)}`),
    onCheckpoint: async () => undefined,
    signal,
  });

/**
 * A model that was not trained on validation, so that validation shows how far its tags can be trusted: the run's own, or, where validation trains
 * too, one trained again without it.
 *
 * @returns undefined where the rest of train is too small to train on
 */
export async function trainWithoutValidation(
  experiment: Experiment,
  tables: Tables,
  model: Model,
  options: TrainOptions,
): Promise<Model | undefined> {
  if (tables.validationInTrain.length === 0) return model;
  const rest = withoutValidation(tables);
  try {
    const retrained = mmae(requestLike(experiment, tables, options, 'without validation')(rest));
    await retrained.fit(rest, tables.validation);
    return retrained.model;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    options.progress.say(`no tags: their confidence is learnt by training without validation, which failed: ${error.message}`);
    return undefined;
  }
}
