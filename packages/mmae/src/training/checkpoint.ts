import { createHash } from 'node:crypto';
import { mapValues, type FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { rowPieces } from '@mmae/matrix';
import { z } from 'zod';
import { startWeights } from '../network/initial-weights.ts';
import { networksOf, weightPrefix, networkWeights, type Model, type ModelDescription } from '../model.ts';
import { networkShapes } from '../network/network.ts';
import { mmaeOptions, type MmaeOptions } from '../options.ts';
import { prefixed, under, type Weights } from '../network/weights.ts';

/** Everything needed to resume a training with bit-identical results. Plain data: arrays by name, and JSON. */
export interface Checkpoint {
  /** of the finished networks and of the one in training, named as in a model */
  readonly weights: Weights;
  /** of the network in training: Adam's moments as `first.<name>` and `second.<name>`, and its best weights so far as `best.<name>` */
  readonly optimizer: Weights;
  readonly state: TrainingState;
}

/** The JSON part of a checkpoint. It holds no random state: every draw follows from the seed and the position. */
export interface TrainingState {
  readonly formatVersion: 1;
  /** whether all networks are trained, so that the weights are the model's */
  readonly finished: boolean;
  readonly description: ModelDescription;
  /** hash of the train table, see `fingerprintOf` */
  readonly fingerprint: string;
  readonly position: Position;
  /** code of each train row in the current stage; null where it learns none, or has not found them yet */
  readonly codes: readonly number[] | null;
}

/** How far a training has come. */
export interface Position {
  /** index of the current network over all stages */
  readonly network: number;
  /** steps made with it */
  readonly step: number;
  /** epochs and steps made with the networks before it */
  readonly epochsBefore: number;
  readonly stepsBefore: number;
  /** sums of each loss over the rows of the current epoch, and their number as `rows`; empty between epochs */
  readonly epochSums: Readonly<Record<string, number>>;
  /** of the current network, one per finished epoch */
  readonly validationLosses: readonly number[];
}

/** The part of a checkpoint that belongs to the network in training; names without the model's prefix. */
interface NetworkState {
  readonly weights: Weights;
  /** Adam's moments, `first.<name>` and `second.<name>`; empty before the first step */
  readonly moments: Weights;
  /** the weights with the lowest validation loss, where `patience` needs them */
  readonly best?: Weights;
  readonly position: Position;
}

const count = z.int().min(0);
const counts = z.record(z.string(), count);

/** The schema of a `TrainingState`, to check one that is read from a file. */
export const trainingStateSchema = z.object({
  formatVersion: z.int().min(1),
  finished: z.boolean(),
  description: z.object({ options: mmaeOptions, featureLengths: counts, numCodes: counts }),
  fingerprint: z.string(),
  position: z.object({
    ...{ network: count, step: count, epochsBefore: count, stepsBefore: count },
    epochSums: z.record(z.string(), z.number()),
    validationLosses: z.array(z.number()),
  }),
  codes: z.array(count).nullable(),
});

/** The checkpoint of a training that has made no step. */
export function firstCheckpoint(options: MmaeOptions, train: FeatureTable): Checkpoint {
  const featureLengths = mapValues(train.blocks, ({ numColumns }) => numColumns);
  const state = {
    formatVersion: 1,
    finished: false,
    description: { options, featureLengths, numCodes: {} },
    fingerprint: fingerprintOf(train),
    position: startPosition(0, 0, 0),
    codes: null,
  } as const;
  return { weights: {}, optimizer: {}, state };
}

const startPosition = (network: number, epochsBefore: number, stepsBefore: number): Position => ({
  network,
  step: 0,
  epochsBefore,
  stepsBefore,
  epochSums: {},
  validationLosses: [],
});

/** The state that the current network resumes from: before its first step, newly drawn weights. */
export function networkStateAt({ weights, optimizer, state }: Checkpoint): NetworkState {
  const { position, description } = state;
  const current = networksOf(description)[position.network];
  if (position.step === 0) {
    const weights = startWeights(description.options.seed, position.network, networkShapes(current.network));
    return { weights, moments: {}, position };
  }
  const [first, second, best] = ['first', 'second', 'best'].map((part) => under(optimizer, part));
  return {
    weights: networkWeights(weights, current),
    moments: { ...prefixed(first, 'first'), ...prefixed(second, 'second') },
    best: Object.keys(best).length > 0 ? best : undefined,
    position,
  };
}

/** The checkpoint within the training of a network. @param before any earlier checkpoint of the same network */
export function checkpointWithin({ weights, state }: Checkpoint, current: NetworkState): Checkpoint {
  const { position, moments, best = {} } = current;
  const prefix = weightPrefix(networksOf(state.description)[position.network]);
  return {
    weights: { ...weights, ...prefixed(current.weights, prefix) },
    optimizer: { ...moments, ...prefixed(best, 'best') },
    state: { ...state, position },
  };
}

/** The checkpoint after a network, ready for the next one; networks of one stage share its codes. @param last the network's last position */
export function checkpointAfter({ weights, state }: Checkpoint, trained: Weights, last: Position, batchesPerEpoch: number): Checkpoint {
  const networks = networksOf(state.description);
  const [current, next] = [networks[last.network], networks.at(last.network + 1)];
  const position = startPosition(last.network + 1, last.epochsBefore + last.step / batchesPerEpoch, last.stepsBefore + last.step);
  return {
    weights: { ...weights, ...prefixed(trained, weightPrefix(current)) },
    optimizer: {},
    state: { ...state, finished: next === undefined, position, codes: next?.stage === current.stage ? state.codes : null },
  };
}

/** The number of steps made so far, over all networks. */
export const stepsOf = ({ state: { position } }: Checkpoint) => position.stepsBefore + position.step;

/** The model in the last checkpoint of a training. @throws RangeError where the training is not finished */
export function modelOf({ weights, state }: Checkpoint): Model {
  if (!state.finished) {
    const { network, step } = state.position;
    throw new RangeError(`modelOf: expected a finished training, got one at step ${step} of network ${network + 1}. Resume it.`);
  }
  return { description: state.description, weights };
}

/** SHA-256 of the ids, masks and features of a table, in hexadecimal. Of augmented copies only the number is hashed. */
function fingerprintOf({ ids, blocks, present, copies = {} }: FeatureTable): string {
  const hash = createHash('sha256').update(JSON.stringify(ids));
  for (const [modality, block] of Object.entries(blocks)) {
    hash.update(JSON.stringify([modality, block.numRows, block.numColumns, copies[modality]?.length ?? 0]));
    for (const { data } of rowPieces(block)) hash.update(bytes(data));
    hash.update(bytes(present[modality]));
  }
  return hash.digest('hex');
}

const bytes = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** @throws InputError for a checkpoint of another format or another train table; RangeError where its arrays do not fit its description */
export function checkResumable({ weights, state }: Checkpoint, train: FeatureTable): void {
  if (state.formatVersion !== 1) {
    throw new InputError(`train: expected a checkpoint of format 1, got ${state.formatVersion}. Resume with the version that wrote it.`);
  }
  const fingerprint = fingerprintOf(train);
  if (state.fingerprint !== fingerprint) {
    const [expected, got] = [state.fingerprint, fingerprint].map((hash) => `${hash.slice(0, 8)}…`);
    throw new InputError(`train: expected the train table of the checkpoint (${expected}), got ${got}. Start a new run.`);
  }
  const { network, step } = state.position;
  const started = networksOf(state.description).slice(0, network + Number(step > 0));
  for (const current of started) networkWeights(weights, current);
}
