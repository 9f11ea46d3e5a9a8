import type { Progress as TrainingProgress } from '@mmae/mmae';
import type { MetricsRecord } from '@mmae/run-folder';
import { toDuration } from '@mmae/command-line';

/** A line of `metrics.jsonl`. @param secondsBefore seconds trained before the run was interrupted */
export function toMetrics({ epoch, step, seconds, losses, validation = {} }: TrainingProgress, secondsBefore: number): MetricsRecord {
  const named = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name === 'loss' ? `${prefix}loss` : `${prefix}loss.${name}`, value]));
  return { epoch, step, seconds: secondsBefore + seconds, ...named('', losses), ...named('validation.', validation) };
}

/** The progress of a training as a line, most important first: a narrow terminal cuts its end off. */
export function trainingLine(state: TrainingProgress): string {
  const { stage, network, numNetworks, networkEpoch, numNetworkEpochs, losses, samplesPerSecond, secondsLeft } = state;
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
