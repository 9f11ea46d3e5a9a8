import { f1, precision, recall, sum, type Counts, type Score } from './score.ts';

export interface Scores {
  readonly detectors: ReadonlyMap<string, Score>;
  readonly numFilms: number;
  readonly numFrames: number;
  /** speed of our detector on one core */
  readonly framesPerSecond: number;
  /** number of events of each kind that are no transitions */
  readonly events: ReadonlyMap<string, number>;
}

const titles: Readonly<Record<string, string>> = {
  ours: '**ours**',
  adaptive: 'PySceneDetect 0.7.2, AdaptiveDetector',
  content: 'PySceneDetect 0.7.2, ContentDetector',
  ffmpeg: 'ffmpeg, scene score above 0.3',
};

/** Three Markdown tables: scores, recall of each kind of transition, and what was found in events that are no transitions. */
export function toMarkdown(scores: Scores): string {
  const { detectors, numFilms, numFrames, framesPerSecond } = scores;
  const [{ cuts, gradual }] = detectors.values();
  const count = ({ hits, missed }: Counts) => hits + missed;
  return [
    `${numFilms} films, ${numFrames.toLocaleString('en')} frames, ${count(cuts)} cuts, ${count(gradual)} gradual transitions. Ours: ${Math.round(framesPerSecond / 10) * 10} frames a second of processor time.`,
    '',
    ...scoreTable(detectors),
    '',
    ...kindTable(detectors),
    '',
    ...eventTable(scores),
  ].join('\n');
}

const rate = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(3).replace(/^0/, ''));

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

const rule = (columns: number) => `|${'---|'.repeat(columns)}`;

const titleOf = (name: string) => titles[name] ?? name;

function scoreTable(detectors: Scores['detectors']): string[] {
  const head = ['detector', 'cuts: P', 'R', 'F1', 'gradual: R', 'all: P', 'R', 'F1'];
  const rows = [...detectors].map(([name, { cuts, gradual }]) => {
    const all = sum(cuts, gradual);
    const shown = [precision(cuts), recall(cuts), f1(cuts), recall(gradual), precision(all), recall(all), f1(all)];
    return row([titleOf(name), ...shown.map(rate)]);
  });
  return [row(head), rule(head.length), ...rows];
}

function kindTable(detectors: Scores['detectors']): string[] {
  const [first] = detectors.values();
  const head = ['found of each kind', 'number', ...[...detectors.keys()].map(titleOf)];
  const rows = [...first.kinds.keys()].sort().map((kind) => {
    const counts = [...detectors.values()].map(({ kinds }) => kinds.get(kind)!);
    return row([kind, counts[0].hits + counts[0].missed, ...counts.map(({ hits }) => hits)]);
  });
  return [row(head), rule(head.length), ...rows];
}

function eventTable({ detectors, events }: Scores): string[] {
  const head = ['found in what is no transition', 'number', ...[...detectors.keys()].map(titleOf)];
  const rows = [...[...events].sort(), ['none of these', '–'] as const].map(([kind, number]) => {
    const key = kind === 'none of these' ? 'none' : kind;
    return row([kind, number, ...[...detectors.values()].map(({ extraIn }) => extraIn.get(key) ?? 0)]);
  });
  return [row(head), rule(head.length), ...rows];
}
