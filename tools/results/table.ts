/** A line of docs/results.md: which method of which run. */
export interface Line {
  readonly name: string;
  readonly experiment: string;
  readonly method: string;
}

/** What `evaluation.json` says of a method on test; a measure it has no answer for is not there. */
export interface Scores {
  readonly nmi: number;
  readonly ari: number;
  readonly retrieval?: Readonly<Record<string, { readonly map: number }>>;
  readonly missing?: Readonly<Record<string, { readonly nmi: number }>>;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Over the directions between single modalities. */
const meanMap = ({ retrieval }: Scores) => (retrieval ? mean(Object.values(retrieval).map(({ map }) => map)) : undefined);

const columns: readonly (readonly [string, (scores: Scores) => number | undefined])[] = [
  ['NMI', ({ nmi }) => nmi],
  ['ARI', ({ ari }) => ari],
  ['mean mAP', meanMap],
  ['NMI, half missing', ({ missing }) => missing?.['0.5']?.nmi],
];

/** Markdown: a row a line, each cell the mean over seeds ± their standard deviation. */
export function toTable(scored: readonly { readonly line: Line; readonly scores: readonly Scores[] }[], numSeeds: number): string {
  const header = [
    `| mean of ${numSeeds} seeds | ${columns.map(([name]) => name).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
  ];
  return [
    ...header,
    ...scored.map(({ line, scores }) => `| ${line.name} | ${columns.map(([, pick]) => toCell(scores.map(pick))).join(' | ')} |`),
  ].join('\n');
}

function toCell(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return '–';
  const centre = mean(known);
  const deviation = Math.sqrt(mean(known.map((value) => (value - centre) ** 2)) * (known.length / Math.max(1, known.length - 1)));
  const dotted = (value: number) => value.toFixed(3).replace(/^(-?)0/, '$1');
  return known.length > 1 ? `${dotted(centre)} ± ${dotted(deviation)}` : dotted(centre);
}
