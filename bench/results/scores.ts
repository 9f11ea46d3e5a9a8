import { spread } from '@mmae/evaluation';
import { subsetKey, type TagScores, type UnexplainedVariance } from '@mmae/run-folder';

/** The scores of a method on test in `evaluation.json`; undefined where a measure does not apply. */
export interface MethodScores {
  readonly nmi?: number;
  readonly ari?: number;
  readonly retrieval?: Readonly<Record<string, { readonly map: number }>>;
  readonly missing?: Readonly<Record<string, { readonly nmi: number }>>;
}

/** A column of a table: its name and its value. */
export type Column<Scores> = readonly [name: string, of: (scores: Scores) => number | undefined];

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

/** A Markdown table; each cell is the mean over seeds ± their standard deviation. */
export function toTable<Scores>(
  head: string,
  columns: readonly Column<Scores>[],
  lines: readonly { readonly name: string; readonly scores: readonly Scores[] }[],
): string {
  const header = [`| ${head} | ${columns.map(([name]) => name).join(' | ')} |`, `|---|${columns.map(() => '---|').join('')}`];
  const rows = lines.map(({ name, scores }) => `| ${name} | ${columns.map(([, of]) => toCell(scores.map(of))).join(' | ')} |`);
  return [...header, ...rows].join('\n');
}

function toCell(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return '–';
  const { mean, standardDeviation } = spread(known);
  const dotted = (value: number) => value.toFixed(3).replace(/^(-?)0/, '$1');
  return dotted(mean) + (standardDeviation === undefined ? '' : ` ± ${dotted(standardDeviation)}`);
}
