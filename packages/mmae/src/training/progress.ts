import { networksOf, type ModelDescription, type ModelNetwork } from '../model.ts';
import { networkShapes } from '../network/network.ts';
import type { ObjectiveOptions } from '../options.ts';
import { countParameters } from '../network/weights.ts';
import type { Position } from './checkpoint.ts';
import type { LossValues } from './network-on-engine.ts';
import { trainingLength } from './schedule.ts';

/** The state of a training after a step. */
export interface Progress {
  readonly stage: string;
  /** number of the network within its stage, from 1 */
  readonly network: number;
  readonly numNetworks: number;
  /** epoch of this network, from 1 */
  readonly networkEpoch: number;
  readonly numNetworkEpochs: number;
  /** counted over all networks, from 1 */
  readonly epoch: number;
  readonly step: number;
  readonly endOfEpoch: boolean;
  /** means over the epoch so far: `loss`, which is minimised; each term, unweighted; `gradientNorm` before clipping */
  readonly losses: LossValues;
  /** at the end of an epoch, where there is a validation loss */
  readonly validation?: LossValues;
  /** since this call of `train` began */
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** until all stages are done, if none stops early; the time to find codes is not included */
  readonly secondsLeft: number;
}

/** Makes {@link Progress} of the position after each step. */
export interface ProgressMeter {
  read(position: Position, losses: LossValues, validation?: LossValues): Progress;
}

/** A meter whose clock starts now. @param numRows rows of the train table */
export function progressMeter(description: ModelDescription, numRows: number): ProgressMeter {
  const networks = networksOf(description);
  const costs = networks.map((network) => costOf(network, description, numRows));
  const startedAt = performance.now();
  let workDone = 0;
  let numSamples = 0;
  return {
    read(position, losses, validation) {
      const { stage, index } = networks[position.network];
      const { length, stepCost, rowsPerStep } = costs[position.network];
      workDone += stepCost;
      numSamples += rowsPerStep;
      const seconds = (performance.now() - startedAt) / 1000;
      const later = costs.slice(position.network + 1).reduce((work, cost) => work + cost.length.numSteps * cost.stepCost, 0);
      const workLeft = (length.numSteps - position.step) * stepCost + later;
      const networkEpoch = Math.ceil(position.step / length.batchesPerEpoch);
      return {
        stage,
        network: index + 1,
        numNetworks: description.options.stages[stage].numNetworks,
        networkEpoch,
        numNetworkEpochs: length.numEpochs,
        epoch: position.epochsBefore + networkEpoch,
        step: position.stepsBefore + position.step,
        endOfEpoch: position.step % length.batchesPerEpoch === 0,
        losses,
        ...(validation && { validation }),
        seconds,
        samplesPerSecond: numSamples / seconds,
        secondsLeft: (workLeft / workDone) * seconds,
      };
    },
  };
}

/** The length of a network's training, and the cost of one step in multiplications. */
function costOf({ stage, network }: ModelNetwork, { options }: ModelDescription, numRows: number) {
  const { training, objective } = options.stages[stage];
  const length = trainingLength(training, numRows);
  const rowsPerStep = numRows / length.batchesPerEpoch;
  const shapes = Object.entries(networkShapes(network));
  const numDecoder = countParameters(Object.fromEntries(shapes.filter(([name]) => name.includes('.decoder.'))));
  const numOthers = countParameters(Object.fromEntries(shapes)) - numDecoder;
  const stepCost = rowsPerStep * (numOthers + numDecoder * numSubsets(objective, Object.keys(network.featureLengths).length));
  return { length, rowsPerStep, stepCost };
}

function numSubsets({ subsets }: ObjectiveOptions, numModalities: number): number {
  if (typeof subsets === 'number') return subsets + 1;
  return { joint: 1, singles: numModalities + 1, every: 2 ** numModalities - 1 }[subsets];
}
