import type { Checkpoint, Progress as TrainingProgress } from '@mmae/mmae';
import { appendMetrics, saveCheckpoint, type MetricsRecord } from '@mmae/run-folder';
import { toDuration, type Progress } from './progress.ts';

/** What a training leaves in its run folder as it goes, and what a person sees of it. */
export interface TrainingLog {
  onProgress(progress: TrainingProgress): Promise<void>;
  onCheckpoint(checkpoint: Checkpoint): Promise<void>;
}

/** @param earlier of the same run, before it was interrupted */
export function trainingLog(folder: string, progress: Progress, earlier: readonly MetricsRecord[]): TrainingLog {
  const secondsBefore = earlier.at(-1)?.seconds ?? 0;
  return {
    async onProgress(told) {
      progress.update(toLine(told));
      if (told.endOfEpoch) await appendMetrics(folder, toRecord(told, secondsBefore));
    },
    onCheckpoint: ({ weights, optimizer, state }) => saveCheckpoint(folder, { model: weights, optimizer, state }),
  };
}

/** Of a training beside the run's own, which leaves nothing but its result. @param why what it is for */
export function silentLog(progress: Progress, why: string): TrainingLog {
  return {
    onProgress: async (told) => progress.update(`${why}: ${toLine(told)}`),
    onCheckpoint: async () => undefined,
  };
}

function toRecord({ epoch, step, seconds, losses, validation = {} }: TrainingProgress, secondsBefore: number): MetricsRecord {
  const named = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name === 'loss' ? `${prefix}loss` : `${prefix}loss.${name}`, value]));
  return { epoch, step, seconds: secondsBefore + seconds, ...named('', losses), ...named('validation.', validation) };
}

/** What matters most first: a narrow terminal cuts the line. */
function toLine(told: TrainingProgress): string {
  const { stage, network, numNetworks, networkEpoch, numNetworkEpochs, losses, samplesPerSecond, secondsLeft } = told;
  const which = numNetworks > 1 ? ` ${network}/${numNetworks}` : '';
  const { loss, gradientNorm: _, ...terms } = losses;
  const each = Object.entries(terms).map(([name, value]) => `${name} ${value.toPrecision(3)}`);
  const parts = [
    `epoch ${networkEpoch}/${numNetworkEpochs}`,
    `${toDuration(secondsLeft)} left`,
    `${Math.round(samplesPerSecond)} samples/s`,
    `loss ${loss.toPrecision(4)} (${each.join(', ')})`,
  ];
  return `${stage}${which}: ${parts.join(', ')}`;
}
