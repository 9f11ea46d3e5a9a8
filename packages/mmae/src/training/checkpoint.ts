import { createHash } from 'node:crypto';
import type { FeatureTable } from '@mmae/feature-table';
import { rowPieces } from '@mmae/matrix';
import { networksOf, weightsOf, type Model, type ModelDescription } from '../model.ts';
import { optionsSchema, type Schema } from '../options-schema.ts';
import type { Weights } from '../weights.ts';
import { refusal } from './refusal.ts';

/** All that a training needs to go on as if it had never stopped. Plain data: arrays by name, and JSON. */
export interface Checkpoint {
  /** of the networks trained so far and of the one in training, named as a model's */
  readonly weights: Weights;
  /** of the network in training: `first.<name>` and `second.<name>`, Adam's moments, and `best.<name>`, its best weights so far */
  readonly optimizer: Weights;
  readonly state: TrainingState;
}

/** The part of a checkpoint that is JSON. There is no random state: every draw follows from the seed and the position. */
export interface TrainingState {
  readonly formatVersion: 1;
  /** whether the training is over; the weights are the model's then */
  readonly finished: boolean;
  readonly description: ModelDescription;
  /** of the train table */
  readonly fingerprint: string;
  readonly position: Position;
  /** of the train rows, for the stage in training; null where it learns none */
  readonly codes: readonly number[] | null;
}

/** Where a training stands. */
export interface Position {
  /** which network, counted over all stages */
  readonly network: number;
  /** steps made of it */
  readonly step: number;
  /** epochs and steps of the networks before it */
  readonly epochsBefore: number;
  readonly stepsBefore: number;
  /** sums over the rows of the epoch so far, by term */
  readonly epochSums: Readonly<Record<string, number>>;
  /** of this network, one an epoch */
  readonly validationLosses: readonly number[];
}

const count: Schema = { type: 'integer', minimum: 0 };
const counts: Schema = { type: 'object', additionalProperties: count };
const numbers: Schema = { type: 'array', items: { type: 'number' } };

/** The shape of a `TrainingState`, as JSON Schema, for whoever reads one from a file. */
export const trainingStateSchema: Schema = {
  type: 'object',
  properties: {
    formatVersion: { type: 'integer', minimum: 1 },
    finished: { type: 'boolean' },
    description: {
      type: 'object',
      properties: { options: optionsSchema, featureLengths: counts, numCodes: counts },
      required: ['options', 'featureLengths', 'numCodes'],
    },
    fingerprint: { type: 'string' },
    position: {
      type: 'object',
      properties: {
        ...{ network: count, step: count, epochsBefore: count, stepsBefore: count },
        epochSums: { type: 'object', additionalProperties: { type: 'number' } },
        validationLosses: numbers,
      },
      required: ['network', 'step', 'epochsBefore', 'stepsBefore', 'epochSums', 'validationLosses'],
    },
    codes: { anyOf: [{ type: 'null' }, { type: 'array', items: count }] },
  },
  required: ['formatVersion', 'finished', 'description', 'fingerprint', 'position', 'codes'],
};

export const startPosition = (network: number, epochsBefore: number, stepsBefore: number): Position => ({
  network,
  step: 0,
  epochsBefore,
  stepsBefore,
  epochSums: {},
  validationLosses: [],
});

/** How many steps a checkpoint is from the start of its training, over all networks. */
export const stepsOf = ({ state: { position } }: Checkpoint) => position.stepsBefore + position.step;

/** The model in the last checkpoint of a training. @throws RangeError where the training is not finished */
export function modelOf({ weights, state }: Checkpoint): Model {
  if (!state.finished) {
    const { network, step } = state.position;
    throw new RangeError(`modelOf: expected a finished training, got one at step ${step} of network ${network + 1}. Resume it.`);
  }
  return { description: state.description, weights };
}

/** A hash of the ids, masks and features of a table; copies are told by their number alone. */
export function fingerprintOf({ ids, blocks, present, copies = {} }: FeatureTable): string {
  const hash = createHash('sha256').update(JSON.stringify(ids));
  for (const [modality, block] of Object.entries(blocks)) {
    hash.update(JSON.stringify([modality, block.numRows, block.numColumns, copies[modality]?.length ?? 0]));
    for (const { data } of rowPieces(block)) hash.update(bytes(data));
    hash.update(bytes(present[modality]));
  }
  return hash.digest('hex');
}

const bytes = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** @throws RangeError where a checkpoint is of another format, another table, or holds arrays of other shapes than its description */
export function checkResumable({ weights, state }: Checkpoint, train: FeatureTable): void {
  if (state.formatVersion !== 1) throw refusal('a checkpoint of format 1', state.formatVersion, 'Resume with the version that wrote it');
  const fingerprint = fingerprintOf(train);
  if (state.fingerprint !== fingerprint) {
    throw refusal(
      `the train table of the checkpoint (${state.fingerprint.slice(0, 8)}…)`,
      `${fingerprint.slice(0, 8)}…`,
      'Start a new run',
    );
  }
  const { network, step } = state.position;
  const started = networksOf(state.description).slice(0, network + Number(step > 0));
  for (const current of started) weightsOf(weights, current);
}
