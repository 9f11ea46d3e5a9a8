import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AdamState } from '@mmae/tensor-engine';
import { prefixed, under, type Weights } from '../weights.ts';
import type { Position } from './checkpoint.ts';
import { drawBatch } from './draw-batch.ts';
import { startJob, type JobOnEngine } from './job-on-engine.ts';
import type { NetworkJob } from './network-job.ts';
import type { LossValues, NetworkOnEngine } from './network-on-engine.ts';
import { batchName, requireFiniteLosses, requireFiniteNumbers } from './require-finite.ts';
import { batchRows, divergenceShareAt, learningRateAt } from './pace.ts';
import { randomAt } from './random-at.ts';
import { validate } from './validate.ts';

/** A network in training as plain data; fields as in a checkpoint. */
export interface Snapshot {
  readonly weights: Weights;
  readonly optimizer: Weights;
  readonly position: Position;
}

/** What is told after a step. */
export interface StepReport {
  readonly position: Position;
  readonly endOfEpoch: boolean;
  /** means over the rows of the epoch so far */
  readonly losses: LossValues;
  /** at the end of an epoch, where there is something to validate on */
  readonly validation?: LossValues;
  /** reads everything back from the engine */
  snapshot(): Snapshot;
}

/**
 * Trains one network from where a snapshot stands to its end.
 *
 * @param afterStep awaited after every step; what it throws ends the training
 * @returns the last weights, or with patience the best
 * @throws RangeError where a loss or the gradient is not finite: the step is not made; or where a step has made weights that are not:
 *   no snapshot is handed out
 */
export async function trainNetwork(job: NetworkJob, start: Snapshot, afterStep: (report: StepReport) => Promise<void>): Promise<Weights> {
  const onEngine = startJob(job, start.weights, adamState(start));
  const orderOf = epochOrders(job, start.position.network);
  const { best } = parts(start.optimizer);
  let made: MadeStep = { position: start.position, best, losses: {} };
  try {
    while (!isOver(job, made.position)) {
      made = makeStep(onEngine, job, made, orderOf);
      const { position, losses, validation, best } = made;
      await nextTurn(); // signals and timers get theirs
      const endOfEpoch = position.step % job.pace.batchesPerEpoch === 0;
      await afterStep({ position, endOfEpoch, losses, validation, snapshot: () => snapshotOf(onEngine.network, job, position, best) });
    }
    return made.best ?? requireFiniteNumbers(onEngine.network.weights(), job, made.position);
  } finally {
    onEngine.dispose();
  }
}

function isOver({ pace, stage: { training } }: NetworkJob, { step, validationLosses }: Position): boolean {
  const { patience } = training;
  return step >= pace.numSteps || (patience !== null && epochsSinceBest(validationLosses) >= patience);
}

function epochsSinceBest(losses: readonly number[]): number {
  return losses.length === 0 ? 0 : losses.length - 1 - losses.indexOf(Math.min(...losses));
}

interface MadeStep {
  readonly position: Position;
  readonly losses: LossValues;
  readonly validation?: LossValues;
  readonly best?: Weights;
}

function makeStep(onEngine: JobOnEngine, job: NetworkJob, { position, best }: MadeStep, orderOf: (epoch: number) => Uint32Array): MadeStep {
  const { step } = position;
  const { batchesPerEpoch } = job.pace;
  const rows = batchRows(orderOf(Math.floor(step / batchesPerEpoch)), step % batchesPerEpoch, batchesPerEpoch);
  const values = stepOn(onEngine, job, position, rows);
  const sums = addRows(position.epochSums, values, rows.length);
  const losses = means(sums);
  const next = { ...position, step: step + 1, epochSums: sums };
  return (step + 1) % batchesPerEpoch === 0 ? { losses, ...endEpoch(onEngine, job, next, best) } : { losses, position: next, best };
}

/** One step of the optimizer. @throws RangeError where a value is not finite */
function stepOn(onEngine: JobOnEngine, job: NetworkJob, { network, step, validationLosses }: Position, rows: Uint32Array): LossValues {
  const { stage, pace, seed } = job;
  const random = randomAt(seed, 'batch', network, step);
  const batch = drawBatch(job.train, rows, stage, random, job.codes);
  const values = onEngine.network.step(batch, onEngine.train, {
    learningRate: learningRateAt(step, stage.training, pace.numSteps, validationLosses),
    divergenceShare: divergenceShareAt(step, stage, pace.batchesPerEpoch),
    random,
  });
  requireFiniteLosses(values, job, step + 1, batchName(job, rows));
  return values;
}

/** Closes an epoch: validates, and remembers the best weights where patience needs them. */
function endEpoch(onEngine: JobOnEngine, job: NetworkJob, position: Position, best?: Weights): Omit<MadeStep, 'losses'> {
  const validation = validate(onEngine, job, position);
  if (validation) requireFiniteLosses(validation, job, position.step, 'on validation');
  const validationLosses = validation ? [...position.validationLosses, validation.loss] : position.validationLosses;
  const isBest = validation && job.stage.training.patience !== null && epochsSinceBest(validationLosses) === 0;
  return { position: { ...position, epochSums: {}, validationLosses }, validation, best: isBest ? onEngine.network.weights() : best };
}

/** The order of the rows in an epoch; the latest is kept. */
function epochOrders({ seed, train }: NetworkJob, network: number): (epoch: number) => Uint32Array {
  let latest: { epoch: number; order: Uint32Array } = { epoch: -1, order: new Uint32Array() };
  return (epoch) => {
    if (epoch !== latest.epoch) latest = { epoch, order: randomAt(seed, 'order', network, epoch).permutation(train.ids.length) };
    return latest.order;
  };
}

/** Sums of values times rows, and under `rows` how many rows there were. */
function addRows(sums: LossValues, values: LossValues, numRows: number): Record<string, number> {
  const added: Record<string, number> = { ...sums, rows: (sums.rows ?? 0) + numRows };
  for (const [name, value] of Object.entries(values)) added[name] = (added[name] ?? 0) + value * numRows;
  return added;
}

function means({ rows, ...sums }: LossValues): LossValues {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / rows]));
}

function snapshotOf(onEngine: NetworkOnEngine, job: NetworkJob, position: Position, best?: Weights): Snapshot {
  const weights = requireFiniteNumbers(onEngine.weights(), job, position);
  const { moments } = onEngine.optimizer();
  const momentsOf = (which: 'first' | 'second') =>
    Object.fromEntries(Object.entries(moments).map(([name, both]) => [name, { shape: weights[name].shape, data: both[which] }]));
  const both = requireFiniteNumbers(
    { ...prefixed(momentsOf('first'), 'first'), ...prefixed(momentsOf('second'), 'second') },
    job,
    position,
  );
  return { weights, optimizer: { ...both, ...prefixed(best ?? {}, 'best') }, position };
}

/** The three things a checkpoint keeps under its optimizer. */
function parts(optimizer: Weights) {
  const [first, second, best] = ['first', 'second', 'best'].map((part) => under(optimizer, part));
  return { first, second, best: Object.keys(best).length > 0 ? best : undefined };
}

function adamState({ optimizer, position }: Snapshot): AdamState {
  const { first, second } = parts(optimizer);
  const moments = Object.entries(first).map(([name, { data }]) => [name, { first: data, second: second[name].data }]);
  return { step: position.step, moments: Object.fromEntries(moments) };
}
