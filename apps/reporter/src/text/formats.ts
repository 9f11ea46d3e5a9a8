import { toCsv } from '@mmae/csv';
import type { Interval, Scores } from '@mmae/run-folder';
import {
  differingSettings,
  hasTooFewItems,
  mainScores,
  measures,
  methodName,
  minReliableItems,
  runDifferences,
  scoresOf,
  type Measure,
  type Results,
} from '@mmae/scoring';
import { cautions } from '../findings/cautions.ts';
import { headline } from '../findings/headline.ts';
import { toCounted, toIntervalText, toScore } from '../page/numbers.ts';
import { alignedTable, markdownTable } from './table.ts';

/** One method or control of one run. */
interface ScoreRow {
  readonly run: string;
  readonly method: string;
  readonly name: string;
  readonly isControl: boolean;
  readonly scores: Scores;
}

/** The methods of each run, followed by its controls. */
function scoreRows(all: readonly Results[]): ScoreRow[] {
  return all.flatMap((results) => {
    const { run, evaluation, split } = results;
    const methods = run.methods.map((method) => ({ method, scores: scoresOf(results, method), isControl: false }));
    const controls = run.controls.map((method) => ({ method, scores: evaluation.controls[method]?.[split], isControl: true }));
    return [...methods, ...controls].flatMap(({ method, scores, isControl }) =>
      scores ? [{ run: run.name, method, name: `${isControl ? 'control: ' : ''}${methodName(method)}`, isControl, scores }] : [],
    );
  });
}

/** The measures that at least one row has. */
const measuresOf = (rows: readonly ScoreRow[]): Measure[] =>
  measures.filter((measure) => rows.some(({ scores }) => measure.of(scores) !== undefined));

const intervalOf = ({ scores }: ScoreRow, { key }: Measure): Interval | undefined => scores.intervals?.[key];

/** Methods × measures for a terminal. */
export function asTable(all: readonly Results[]): string {
  const rows = scoreRows(all);
  const shown = measuresOf(rows);
  const areSeveral = all.length > 1;
  if (!areSeveral && shown.length === 0) return `${summaryOf(all[0])}no measure can be computed\n`;
  const cells = rows.map((row) => [
    ...(areSeveral ? [`${row.run}: ${row.name}`] : [row.name]),
    ...shown.map((measure) => cellOf(row, measure)),
  ]);
  return (areSeveral ? settingsOf(all) : summaryOf(all[0])) + alignedTable([['method', ...shown.map(({ name }) => name)], ...cells]);
}

/** A score, with its interval if few items were scored: without it the score would look more certain than it is. */
function cellOf(row: ScoreRow, measure: Measure): string {
  const score = toScore(measure.of(row.scores));
  const interval = row.scores.numSamples < minReliableItems ? intervalOf(row, measure) : undefined;
  return interval ? `${score} [${toIntervalText(interval)}]` : score;
}

function summaryOf(results: Results): string {
  const { numSamples, numClusters } = mainScores(results);
  const few = hasTooFewItems(results) ? ': too few items to judge (95 % intervals in brackets)' : '';
  return `${numSamples} items of the ${results.split} split, ${toCounted(numClusters, 'cluster')}${few}\n`;
}

/** The settings that differ between runs, above their scores. */
function settingsOf(all: readonly Results[]): string {
  const differing = differingSettings(all.map(({ run }) => run));
  if (differing.length === 0) return 'the runs have the same settings\n\n';
  const rows = differing.map(({ name, values }) => [name, ...values.map((value) => value ?? '–')]);
  return `${alignedTable([['setting', ...all.map(({ run }) => run.name)], ...rows])}\n`;
}

/** The evaluation of one run; for several runs, their evaluations by folder and the differences from the first run. */
export function asJson(all: readonly Results[]): string {
  const [reference, ...others] = all;
  const runs = Object.fromEntries(all.map(({ run, evaluation }) => [run.folder, evaluation]));
  const differences = Object.fromEntries(others.map((results) => [results.run.folder, runDifferences(results, reference) ?? null]));
  const document = others.length === 0 ? reference.evaluation : { version: 1, runs, reference: reference.run.folder, differences };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** One line per method and measure: run, method, measure, value, low, high. */
export function asCsv(all: readonly Results[]): string {
  const rows = scoreRows(all);
  const records = rows.flatMap((row) =>
    measuresOf([row]).map((measure) => {
      const [low = '', high = ''] = intervalOf(row, measure) ?? [];
      const method = row.isControl ? `control.${row.method}` : row.method;
      return [row.run, method, measure.key, measure.of(row.scores)!, low, high];
    }),
  );
  return toCsv([['run', 'method', 'measure', 'value', 'low', 'high'], ...records]);
}

/** For each run the outcome in words, the table and the cautions. */
export function asMarkdown(all: readonly Results[]): string {
  return all.map(runAsMarkdown).join('\n');
}

function runAsMarkdown(results: Results): string {
  const { title, sentences } = headline(results);
  const rows = scoreRows([results]);
  const shown = measuresOf(rows);
  const cell = (row: ScoreRow, measure: Measure) => {
    const interval = intervalOf(row, measure);
    return toScore(measure.of(row.scores)) + (interval ? ` (${toIntervalText(interval)})` : '');
  };
  const cells = rows.map((row) => [row.name, ...shown.map((measure) => cell(row, measure))]);
  const table = markdownTable([['method', ...shown.map(({ name }) => name)], ...cells]);
  const notes = cautions(results).map((sentence) => `- ${sentence}\n`);
  return `# ${title}\n\n${sentences.join(' ')}\n\n${table}\n${notes.join('')}`;
}
