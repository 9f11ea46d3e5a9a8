import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { embedNetwork } from '../inference/embed.ts';
import { networksOf, type Model } from '../model.ts';
import { resolveMmaeOptions, type MmaeOptions, type Written } from '../options.ts';
import { checkResumable, firstCheckpoint, modelOf, type Checkpoint } from './checkpoint.ts';
import { checkStages } from './checks/stages.ts';
import { checkCodes, checkLatents, checkTrainTable, checkValidationTable } from './checks/tables.ts';
import { progressMeter, type Progress } from './progress.ts';
import { trainNetwork } from './train-network.ts';

/**
 * Finds a code for each train row, a whole number from 0.
 *
 * @param embeddings the joint embedding of train by each network of the stage before, `[numSamples, width]`
 */
export type FindCodes = (embeddings: readonly Matrix[]) => ArrayLike<number> | Promise<ArrayLike<number>>;

/**
 * Finds the latent that a stage learns of each train row.
 *
 * @param embeddings the joint embedding of train by each network of the stage before, `[numSamples, width]`
 * @returns shape `[numSamples, sum of widths]`; the same for the same embeddings, since a resumed training finds it again
 */
export type FindLatents = (embeddings: readonly Matrix[]) => Matrix | Promise<Matrix>;

export interface TrainRequest {
  /** ignored where `resumeFrom` is given: a resumed training keeps the options of its checkpoint */
  readonly options?: Written<MmaeOptions>;
  readonly train: FeatureTable;
  /** for validation losses; may have no rows */
  readonly validation?: FeatureTable;
  /** required where a stage learns codes */
  readonly codes?: FindCodes;
  /** required where a stage learns a latent */
  readonly latents?: FindLatents;
  /** called and awaited after every step */
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
  /** called and awaited every `checkpointSeconds`, after each network, and on abort */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void | Promise<void>;
  /** default 10; 0 for a checkpoint after every step */
  readonly checkpointSeconds?: number;
  /** continues from here, with bit-identical results */
  readonly resumeFrom?: Checkpoint;
  /** on abort, `train` finishes the current step, hands out a checkpoint and throws the reason */
  readonly signal?: AbortSignal;
}

/**
 * Trains a Multimodal Autoencoder, network by network and stage by stage, on the current tensor engine.
 *
 * @throws InputError for options or tables that cannot be trained, before any step; and where a loss or a weight is not finite: every
 *   checkpoint passed to `onCheckpoint` before that is intact
 */
export async function train(request: TrainRequest): Promise<Model> {
  checkTrainTable(request.train);
  if (request.validation) checkValidationTable(request.validation, request.train);
  let checkpoint = request.resumeFrom ?? firstCheckpoint(resolveMmaeOptions(request.options), request.train);
  if (request.resumeFrom) checkResumable(request.resumeFrom, request.train);
  checkStages(checkpoint.state.description.options, request);

  const meter = progressMeter(checkpoint.state.description, request.train.ids.length);
  const findLatents = latentFinder(request);
  while (!checkpoint.state.finished) {
    checkpoint = await withCodes(request, checkpoint);
    checkpoint = await trainNetwork(request, checkpoint, meter, await findLatents(checkpoint));
    await request.onCheckpoint?.(checkpoint);
  }
  return modelOf(checkpoint);
}

/** The checkpoint with the codes of its stage, found in the embeddings of the stage before, where it learns codes and has none yet. */
async function withCodes({ train, codes: findCodes }: TrainRequest, checkpoint: Checkpoint): Promise<Checkpoint> {
  const { state } = checkpoint;
  const { description } = state;
  const { stage } = networkAt(checkpoint);
  if (state.codes || description.options.stages[stage].objective.codes === 0) return checkpoint;
  const { codes, numCodes } = checkCodes(await findCodes!(embeddingsBefore(checkpoint, train)), train.ids.length);
  const withNumCodes = { ...description, numCodes: { ...description.numCodes, [stage]: numCodes } };
  return { ...checkpoint, state: { ...state, description: withNumCodes, codes } };
}

/** A function that finds the latents that a checkpoint's stage learns, once for all networks of the stage; undefined where it learns none. */
function latentFinder({ train, latents: find }: TrainRequest): (checkpoint: Checkpoint) => Promise<Matrix | undefined> {
  const known = new Map<string, Matrix>();
  return async (checkpoint) => {
    const { stage, network } = networkAt(checkpoint);
    if (network.head?.predicts !== 'latent') return undefined;
    const latents =
      known.get(stage) ?? checkLatents(await find!(embeddingsBefore(checkpoint, train)), train.ids.length, network.head.width);
    known.set(stage, latents);
    return latents;
  };
}

/** The network that a checkpoint has not finished yet. */
const networkAt = ({ state: { description, position } }: Checkpoint) => networksOf(description)[position.network];

/** The joint embedding of train by each network of the stage before the checkpoint's. */
function embeddingsBefore(checkpoint: Checkpoint, train: FeatureTable): Matrix[] {
  const { weights, state } = checkpoint;
  const stageNames = Object.keys(state.description.options.stages);
  const previousStage = stageNames[stageNames.indexOf(networkAt(checkpoint).stage) - 1];
  const previous = networksOf(state.description).filter(({ stage }) => stage === previousStage);
  return previous.map((network) => embedNetwork(network, weights, train, Object.keys(train.blocks)));
}
