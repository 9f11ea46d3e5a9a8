import type { Machine } from './machine.ts';
import type { Measurement } from './measure.ts';

/** A row of the table: the measurement, or why there is none. */
export interface Line {
  readonly name: string;
  readonly title: string;
  readonly peerName: string;
  readonly target: number;
  readonly note?: string;
  readonly machine: Machine;
  readonly numRounds: number;
  readonly measurement?: Measurement;
  readonly skipped?: string;
}

const header = [
  '| work, two cores | peer | ours | peer | **ours / peer** (rounds) | target | peak memory, ours / peer |',
  '|---|---|---|---|---|---|---|',
];

/** A Markdown table, followed by the notes and the machine. */
export function toMarkdown(lines: readonly Line[]): string {
  return [...header, ...lines.map(toRow), '', ...notes(lines), machineLine(lines)].join('\n');
}

function toRow({ title, peerName, target, measurement, skipped }: Line): string {
  if (!measurement) return `| ${title} | ${peerName} | – | – | not measured: ${skipped} | ≤ ${target} | – |`;
  const { ours, peer, ratio } = measurement;
  const met = ratio.median <= target ? '' : ', missed';
  return `| ${[
    title,
    peerName,
    toTime(ours.median),
    toTime(peer.median),
    `**${toRatio(ratio.median)}** (${toRatio(ratio.min)}–${toRatio(ratio.max)})`,
    `≤ ${target}${met}`,
    `${toMegabytes(ours.peakBytes)} / ${toMegabytes(peer.peakBytes)}`,
  ].join(' | ')} |`;
}

function notes(lines: readonly Line[]): string[] {
  const said = lines.flatMap(({ title, note, target, measurement }) => {
    if (!measurement) return [];
    if (measurement.ratio.median <= target) return note ? [`- ${title}: ${note}`] : [];
    return [`- Missed: ${title}. ${note ?? 'The reason is not known yet.'}`];
  });
  return said.length > 0 ? [...said, ''] : [];
}

function machineLine(lines: readonly Line[]): string {
  const each = lines.map(({ machine: { processor, numCores, memoryBytes, system, node, date }, numRounds }) => {
    return `${processor}, ${numCores} cores, ${Math.round(memoryBytes / 2 ** 30)} GB, ${system}, Node ${node.slice(1)}, ${numRounds} rounds, ${date}`;
  });
  const loads = lines.map(({ machine }) => machine.load);
  const range = `${Math.min(...loads)}–${Math.max(...loads)}`;
  return `Measured on: ${[...new Set(each)].join('; ')}. Load of the machine before a row: ${range}.`;
}

function toTime(seconds: number): string {
  if (seconds < 1) return `${toThreeDigits(seconds * 1000)} ms`;
  return `${toThreeDigits(seconds)} s`;
}

const toThreeDigits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const toRatio = (value: number) => (value < 0.1 ? value.toFixed(3) : value.toFixed(2));
const toMegabytes = (bytes: number | null) => (bytes === null ? '–' : `${Math.round(bytes / 1e6)} MB`);
