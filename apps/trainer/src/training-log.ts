import type { Checkpoint, Progress as TrainingProgress } from '@mmae/mmae';
import { appendMetrics, saveCheckpoint, type MetricsRecord } from '@mmae/run-folder';
import { toDuration, type Progress } from './progress.ts';

/** What a training leaves in its run folder as it goes, and what a person sees of it. */
export interface TrainingLog {
  onProgress(progress: TrainingProgress): void;
  onCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** resolves once everything told is on disk */
  flushed(): Promise<void>;
}

/** @param earlier of the same run, before it was interrupted */
export function trainingLog(folder: string, progress: Progress, earlier: readonly MetricsRecord[]): TrainingLog {
  const secondsBefore = earlier.at(-1)?.seconds ?? 0;
  let writing = Promise.resolve();
  return {
    onProgress(told) {
      progress.update(toLine(told));
      if (told.endOfEpoch) writing = writing.then(() => appendMetrics(folder, toRecord(told, secondsBefore)));
    },
    async onCheckpoint({ weights, optimizer, state }) {
      await writing;
      await saveCheckpoint(folder, { model: weights, optimizer, state });
    },
    flushed: () => writing,
  };
}

/** Of a training that leaves nothing but its result: a control. */
export function silentLog(progress: Progress): TrainingLog {
  return {
    onProgress: (told) => progress.update(`control: ${toLine(told)}`),
    onCheckpoint: async () => undefined,
    flushed: async () => undefined,
  };
}

function toRecord({ epoch, step, seconds, losses, validation = {} }: TrainingProgress, secondsBefore: number): MetricsRecord {
  const named = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name === 'loss' ? `${prefix}loss` : `${prefix}loss.${name}`, value]));
  return { epoch, step, seconds: secondsBefore + seconds, ...named('', losses), ...named('validation.', validation) };
}

function toLine({
  stage,
  network,
  numNetworks,
  networkEpoch,
  numNetworkEpochs,
  losses,
  samplesPerSecond,
  secondsLeft,
}: TrainingProgress): string {
  const which = numNetworks > 1 ? ` ${network}/${numNetworks}` : '';
  const speed = `${Math.round(samplesPerSecond)} samples/s`;
  return `${stage}${which}: epoch ${networkEpoch}/${numNetworkEpochs}, loss ${losses.loss.toPrecision(4)}, ${speed}, ${toDuration(secondsLeft)} left`;
}
