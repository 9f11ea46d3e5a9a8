import { networksOf, type ModelDescription, type ModelNetwork } from '../model.ts';
import { networkShapes } from '../network.ts';
import type { ObjectiveOptions } from '../options.ts';
import { countParameters } from '../weights.ts';
import type { LossValues } from './network-on-engine.ts';
import { paceOf } from './pace.ts';
import type { StepReport } from './train-network.ts';

/** How a training is getting on. */
export interface Progress {
  readonly stage: string;
  /** which of the stage's networks, from 1 on, and how many there are */
  readonly network: number;
  readonly numNetworks: number;
  /** of this network, from 1 on, and how many it is to have */
  readonly networkEpoch: number;
  readonly numNetworkEpochs: number;
  /** counted over all networks, from 1 on */
  readonly epoch: number;
  readonly step: number;
  readonly endOfEpoch: boolean;
  /** means over the epoch so far: `loss`, what is minimised; each term, unweighted; `gradientNorm` before clipping */
  readonly losses: LossValues;
  /** at the end of an epoch, where there is something to validate on */
  readonly validation?: LossValues;
  /** since this call of `train` began */
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** until all stages are done, if none stops early; finding codes is not counted */
  readonly secondsLeft: number;
}

export interface ProgressMeter {
  /** @param networkIndex counted over all stages */
  read(networkIndex: number, report: StepReport): Progress;
}

/** Measures from now on. @param numRows of train */
export function progressMeter(description: ModelDescription, numRows: number): ProgressMeter {
  const networks = networksOf(description);
  const plans = networks.map((network) => planOf(network, description, numRows));
  const startedAt = performance.now();
  let workDone = 0;
  let stepsDone = 0;
  return {
    read(networkIndex, { position, endOfEpoch, losses, validation }) {
      const { stage, index } = networks[networkIndex];
      const { pace, stepCost, rowsPerStep } = plans[networkIndex];
      workDone += stepCost;
      stepsDone += rowsPerStep;
      const seconds = (performance.now() - startedAt) / 1000;
      const later = plans.slice(networkIndex + 1).reduce((work, plan) => work + plan.pace.numSteps * plan.stepCost, 0);
      const workLeft = (pace.numSteps - position.step) * stepCost + later;
      const networkEpoch = Math.ceil(position.step / pace.batchesPerEpoch);
      return {
        stage,
        network: index + 1,
        numNetworks: description.options.stages[stage].numNetworks,
        networkEpoch,
        numNetworkEpochs: pace.numEpochs,
        epoch: position.epochsBefore + networkEpoch,
        step: position.stepsBefore + position.step,
        endOfEpoch,
        losses,
        ...(validation && { validation }),
        seconds,
        samplesPerSecond: stepsDone / seconds,
        secondsLeft: (workLeft / workDone) * seconds,
      };
    },
  };
}

/** A network's length, and what a step of it costs compared with the others: multiplications a row. */
function planOf({ stage, network }: ModelNetwork, { options }: ModelDescription, numRows: number) {
  const { training, objective } = options.stages[stage];
  const pace = paceOf(training, numRows);
  const rowsPerStep = numRows / pace.batchesPerEpoch;
  const shapes = Object.entries(networkShapes(network));
  const numDecoder = countParameters(Object.fromEntries(shapes.filter(([name]) => name.includes('.decoder.'))));
  const numOthers = countParameters(Object.fromEntries(shapes)) - numDecoder;
  const stepCost = rowsPerStep * (numOthers + numDecoder * countSubsets(objective, Object.keys(network.featureLengths).length));
  return { pace, rowsPerStep, stepCost };
}

function countSubsets({ subsets }: ObjectiveOptions, numModalities: number): number {
  if (typeof subsets === 'number') return subsets + 1;
  return { joint: 1, singles: numModalities + 1, every: 2 ** numModalities - 1 }[subsets];
}
