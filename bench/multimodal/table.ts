import { clusteringColumns, toTable, type Column, type MethodScores } from '../results/scores.ts';

/** Scores of a method as `evaluation.json` has them. */
export interface PeerScores extends MethodScores {
  readonly probeAccuracy?: number;
  readonly knnAccuracy?: number;
}

const columns: readonly Column<PeerScores>[] = [
  ...clusteringColumns,
  ['linear probe', ({ probeAccuracy }) => probeAccuracy],
  ['k-NN', ({ knnAccuracy }) => knnAccuracy],
];

export interface PeerLine {
  readonly name: string;
  /** of each seed */
  readonly scores: readonly PeerScores[];
}

/** The table of several methods; the best mean of each column is bold. */
export function peersTable(lines: readonly PeerLine[], numSeeds: number): string {
  const [head, rule, ...rows] = toTable(`mean of ${numSeeds} seeds`, columns, lines).split('\n');
  const cells = rows.map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim())); // prettier-ignore
  const best = cells[0].map((_, column) => Math.max(...cells.map((row) => meanOf(row[column]))));
  const marked = cells.map(([name, ...means]) => [
    name,
    ...means.map((cell, i) => (best[i + 1] >= 0 && meanOf(cell) === best[i + 1] ? `**${cell}**` : cell)),
  ]);
  return [head, rule, ...marked.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}

/** The mean in a cell; −1, below all, where there is none. */
function meanOf(cell: string): number {
  const mean = Number.parseFloat(cell);
  return Number.isNaN(mean) ? -1 : mean;
}
