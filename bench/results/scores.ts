import { spread } from '@mmae/evaluation';
import { subsetKey, type TagScores, type UnexplainedVariance } from '@mmae/run-folder';

/** The scores of a method on test in `evaluation.json`; undefined where a measure does not apply. */
export interface MethodScores {
  readonly nmi?: number;
  readonly ari?: number;
  readonly probeAccuracy?: number;
  readonly knnAccuracy?: number;
  readonly retrieval?: Readonly<Record<string, { readonly map: number }>>;
  readonly missing?: Readonly<Record<string, { readonly nmi: number }>>;
  readonly instances?: Readonly<Record<string, { readonly recallAt1: number; readonly recallAt5: number; readonly recallAt10: number }>>;
}

/** A column of a table: its name and its value. */
export type Column<Scores> = readonly [name: string, of: (scores: Scores) => number | undefined];

/** Mean recall of the very partner over the directions. */
function meanInstanceRecall({ instances = {} }: MethodScores, depth: 1 | 5 | 10): number | undefined {
  const values = Object.values(instances).map((scores) => scores[`recallAt${depth}`]);
  return values.length === 0 ? undefined : spread(values).mean;
}

/** Mean mAP over the directions between single modalities. */
function meanMap({ retrieval = {} }: MethodScores): number | undefined {
  const single = Object.entries(retrieval).flatMap(([direction, { map }]) => (direction.includes('+') ? [] : [map]));
  return single.length === 0 ? undefined : spread(single).mean;
}

export const clusteringColumns: readonly Column<MethodScores>[] = [
  ['NMI', ({ nmi }) => nmi],
  ['ARI', ({ ari }) => ari],
  ['mean mAP', meanMap],
  ['NMI, half missing', ({ missing }) => missing?.['0.5']?.nmi],
  ['partner in 1', (scores) => meanInstanceRecall(scores, 1)],
  ['in 5', (scores) => meanInstanceRecall(scores, 5)],
  ['in 10', (scores) => meanInstanceRecall(scores, 10)],
];

/** Columns of a corpus whose labels are too broad for its clusters to say much. */
export const pairColumns: readonly Column<MethodScores>[] = [
  ['linear probe', ({ probeAccuracy }) => probeAccuracy],
  ['k-NN', ({ knnAccuracy }) => knnAccuracy],
  ...clusteringColumns,
];

/** Share of variance lost per modality, reconstructed from all. */
export const varianceColumns = (modalities: readonly string[]): Column<UnexplainedVariance>[] =>
  modalities.map((modality) => [modality, (lost) => lost[subsetKey(modalities)]?.[modality]]);

/** Tags of one subset. */
export const tagColumns: readonly Column<TagScores[string]>[] = (['word', 'label'] as const).flatMap(
  (kind): Column<TagScores[string]>[] => [
    [kind === 'word' ? 'words: precision of five' : 'labels: macro F1', (scores) => scores[kind]?.model],
    ['most frequent', (scores) => scores[kind]?.mostFrequent],
    ['nearest features', (scores) => scores[kind]?.nearestFeatures],
    ['ECE', (scores) => scores[kind]?.expectedCalibrationError],
  ],
);

/**
 * A Markdown table; each cell is the mean over seeds ± their standard deviation. A line of fewer seeds than the others says so; lines without
 * scores are named below.
 */
export function toTable<Scores>(
  head: string,
  columns: readonly Column<Scores>[],
  lines: readonly { readonly name: string; readonly scores: readonly Scores[] }[],
): string {
  const header = [`| ${head} | ${columns.map(([name]) => name).join(' | ')} |`, `|---|${columns.map(() => '---|').join('')}`];
  const maxSeeds = Math.max(...lines.map(({ scores }) => scores.length));
  const nameOf = ({ name, scores }: { readonly name: string; readonly scores: readonly Scores[] }) =>
    scores.length < maxSeeds ? `${name} (${scores.length} ${scores.length === 1 ? 'seed' : 'seeds'})` : name;
  const measured = lines.filter(({ scores }) => scores.length > 0);
  const missing = lines.filter(({ scores }) => scores.length === 0).map(({ name }) => name);
  const rows = measured.map((line) => `| ${nameOf(line)} | ${columns.map(([, of]) => toCell(line.scores.map(of))).join(' | ')} |`);
  if (measured.length === 0) return 'Not measured yet.';
  const note = missing.length > 0 ? ['', `Not measured yet: ${missing.join('; ')}.`] : [];
  return [...header, ...rows, ...note].join('\n');
}

function toCell(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return '–';
  const { mean, standardDeviation } = spread(known);
  const dotted = (value: number) => value.toFixed(3).replace(/^(-?)0/, '$1');
  return dotted(mean) + (standardDeviation === undefined ? '' : ` ± ${dotted(standardDeviation)}`);
}
