import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { embedNetwork } from '../embed.ts';
import { initialWeights } from '../initial-weights.ts';
import { networksOf, weightPrefix, weightsOf, type Model, type ModelDescription, type ModelNetwork } from '../model.ts';
import { networkShapes } from '../network.ts';
import type { MmaeOptions, Written } from '../options.ts';
import { resolveOptions } from '../resolve-options.ts';
import { prefixed, type Weights } from '../weights.ts';
import { checkResumable, fingerprintOf, modelOf, startPosition, type Checkpoint, type Position } from './checkpoint.ts';
import { checkStages } from './check-stages.ts';
import { checkSameFeatures, checkTrainTable } from './check-table.ts';
import { checkedCodes } from './codes.ts';
import { paceOf, type Pace } from './pace.ts';
import { progressMeter, type Progress, type ProgressMeter } from './progress.ts';
import { randomAt } from './random-at.ts';
import type { NetworkJob } from './network-job.ts';
import { trainNetwork, type Snapshot, type StepReport } from './train-network.ts';

/** The codes of the train rows, whole and from 0 on, given the joint embedding of train by every network of the stage before. */
export type FindCodes = (embeddings: readonly Matrix[]) => ArrayLike<number> | Promise<ArrayLike<number>>;

export interface TrainRequest {
  readonly options?: Written<MmaeOptions>;
  readonly train: FeatureTable;
  /** may have no rows */
  readonly validation?: FeatureTable;
  /** needed where a stage learns codes */
  readonly codes?: FindCodes;
  /** awaited; told after every step */
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
  /** awaited; given all that is needed to go on: every `checkpointSeconds`, when a network is done, and on abort */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void | Promise<void>;
  /** default 10; 0 for every step */
  readonly checkpointSeconds?: number;
  /** goes on from here to the same bits as without an interruption; options are the checkpoint's */
  readonly resumeFrom?: Checkpoint;
  /** on abort the step in hand is finished, a checkpoint handed out, and the signal's reason thrown */
  readonly signal?: AbortSignal;
}

/**
 * Trains a Multimodal Autoencoder, stage by stage, on the tensor engine that runs.
 *
 * @throws RangeError, TypeError for options and tables that cannot be trained, before any work
 * @throws RangeError where a loss or a weight stops being finite; the checkpoint handed out last is good
 */
export async function train(request: TrainRequest): Promise<Model> {
  checkTables(request);
  let checkpoint = request.resumeFrom ?? firstCheckpoint(request);
  checkCheckpoint(request, checkpoint);
  const meter = progressMeter(checkpoint.state.description, request.train.ids.length);
  while (!checkpoint.state.finished) checkpoint = await trainNext(request, checkpoint, meter);
  return modelOf(checkpoint);
}

function firstCheckpoint({ options, train }: TrainRequest): Checkpoint {
  const description: ModelDescription = {
    options: resolveOptions(options),
    featureLengths: Object.fromEntries(Object.entries(train.blocks).map(([modality, { numColumns }]) => [modality, numColumns])),
    numCodes: {},
  };
  const fingerprint = fingerprintOf(train);
  const position = startPosition(0, 0, 0);
  return { weights: {}, optimizer: {}, state: { formatVersion: 1, finished: false, description, fingerprint, position, codes: null } };
}

function checkTables({ train, validation }: TrainRequest): void {
  checkTrainTable(train);
  if (validation) checkSameFeatures(validation, train, 'validation');
}

function checkCheckpoint({ train, validation, codes, resumeFrom }: TrainRequest, { state }: Checkpoint): void {
  if (resumeFrom) checkResumable(resumeFrom, train);
  checkStages(state.description.options, { train, hasValidation: (validation?.ids.length ?? 0) > 0, hasCodes: codes !== undefined });
}

/** Trains the network that a checkpoint stands at to its end. @returns the checkpoint that stands at the next */
async function trainNext(request: TrainRequest, checkpoint: Checkpoint, meter: ProgressMeter): Promise<Checkpoint> {
  const ready = await withCodes(request, checkpoint);
  const networkIndex = ready.state.position.network;
  const current = networksOf(ready.state.description)[networkIndex];
  const job = jobOf(request, ready, current);
  let last = ready.state.position;
  const isDue = timer(request.checkpointSeconds ?? 10);
  const afterStep = async (report: StepReport) => {
    last = report.position;
    await request.onProgress?.(meter.read(networkIndex, report));
    if (isDue() || request.signal?.aborted) await request.onCheckpoint?.(during(ready, current, report.snapshot()));
    request.signal?.throwIfAborted();
  };
  const weights = await trainNetwork(job, snapshotIn(ready, current, job), afterStep);
  const after = finish(ready, current, weights, last, job.pace);
  await request.onCheckpoint?.(after);
  return after;
}

/** True once every so many seconds. */
function timer(seconds: number): () => boolean {
  let last = performance.now();
  return () => {
    const isDue = performance.now() - last >= seconds * 1000;
    if (isDue) last = performance.now();
    return isDue;
  };
}

/** Finds the codes where the stage at hand learns them and has none yet. */
async function withCodes({ train, codes: find }: TrainRequest, checkpoint: Checkpoint): Promise<Checkpoint> {
  const { weights, state } = checkpoint;
  const { description, position, codes } = state;
  const networks = networksOf(description);
  const { stage } = networks[position.network];
  if (codes || description.options.stages[stage].objective.codes === 0) return checkpoint;
  const stageNames = Object.keys(description.options.stages);
  const before = networks.filter((network) => network.stage === stageNames[stageNames.indexOf(stage) - 1]);
  const embeddings = before.map((network) => embedNetwork(network, weights, train, Object.keys(train.blocks)));
  const found = checkedCodes(await find!(embeddings), train.ids.length);
  const numCodes = { ...description.numCodes, [stage]: found.numCodes };
  return { ...checkpoint, state: { ...state, description: { ...description, numCodes }, codes: Array.from(found.codes) } };
}

function jobOf({ train, validation }: TrainRequest, { state }: Checkpoint, { stage, index, network }: ModelNetwork): NetworkJob {
  const { options } = state.description;
  const stageOptions = options.stages[stage];
  const pace = paceOf(stageOptions.training, train.ids.length);
  const codes = state.codes ? Int32Array.from(state.codes) : undefined;
  return { name: `stage ${stage}, network ${index + 1}`, seed: options.seed, network, stage: stageOptions, pace, train, validation, codes };
}

/** Where the network at hand stands: at its initial weights before its first step. */
function snapshotIn({ weights, optimizer, state }: Checkpoint, current: ModelNetwork, { network, seed }: NetworkJob): Snapshot {
  const { position } = state;
  if (position.step > 0) return { weights: weightsOf(weights, current), optimizer, position };
  const random = randomAt(seed, 'weights', position.network, 0);
  return { weights: initialWeights(networkShapes(network), random), optimizer: {}, position };
}

/** A checkpoint in the midst of a network. */
function during({ weights, state }: Checkpoint, current: ModelNetwork, snapshot: Snapshot): Checkpoint {
  const { optimizer, position } = snapshot;
  return { weights: { ...weights, ...prefixed(snapshot.weights, weightPrefix(current)) }, optimizer, state: { ...state, position } };
}

/** The checkpoint after a network, which stands before the next one; codes go on within a stage. */
function finish(
  { weights, state }: Checkpoint,
  current: ModelNetwork,
  trained: Weights,
  last: Position,
  { batchesPerEpoch }: Pace,
): Checkpoint {
  const networks = networksOf(state.description);
  const next = networks[last.network + 1];
  const position = startPosition(last.network + 1, last.epochsBefore + last.step / batchesPerEpoch, last.stepsBefore + last.step);
  const codes = next?.stage === current.stage ? state.codes : null;
  return {
    weights: { ...weights, ...prefixed(trained, weightPrefix(current)) },
    optimizer: {},
    state: { ...state, finished: next === undefined, position, codes },
  };
}
