import type { Measurement } from '../measure.ts';
import type { Comparison } from './operations.ts';

/** A row of the table of times. */
export interface GpuLine {
  readonly title: string;
  readonly engine: string;
  readonly peerName: string;
  /** rows of training data in a round */
  readonly numSamples: number;
  readonly target: number;
  readonly measurement?: Measurement;
  /** why it was not measured */
  readonly skipped?: string;
  /** what went wrong */
  readonly failed?: string;
}

/** @param where card, driver and versions */
export function timesTable(lines: readonly GpuLine[], where: string): string {
  const header = ['| work | engine | peer | ours | peer | **ours / peer** (rounds) | target |', '|---|---|---|---|---|---|---|'];
  return [...header, ...lines.map(toRow), '', `Measured on: ${where}.`].join('\n');
}

function toRow({ title, engine, peerName, numSamples, target, measurement, skipped, failed }: GpuLine): string {
  const names = `| ${title} | ${engine} | ${peerName} |`;
  if (!measurement) return `${names} – | – | not measured: ${skipped ?? failed} | ≤ ${target} |`;
  const { ours, peer, ratio } = measurement;
  const rate = (seconds: number) => `${(1000 * seconds).toFixed(0)} ms, ${Math.round(numSamples / seconds).toLocaleString('en')} samples/s`;
  const ratios = `**${ratio.median.toFixed(2)}** (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`;
  return `${names} ${rate(ours.median)} | ${rate(peer.median)} | ${ratios} | ≤ ${target}${ratio.median > target ? ', missed' : ''} |`;
}

/** How far the operations are from `cpu`. */
export function operationsTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ name, difference, isRepeatable }) => {
    return `| ${name} | ${difference === 0 ? '0' : difference.toExponential(1)} | ${isRepeatable ? 'yes' : '**no**'} |`;
  });
  return ['| operation and its gradients | largest difference | same bits again |', '|---|---|---|', ...rows].join('\n');
}
