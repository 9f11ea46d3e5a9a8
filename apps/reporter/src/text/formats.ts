import { differingSettings, minReliableItems, hasTooFewItems, mainScores, type Measure, type Results, runDifferences } from '@mmae/scoring';
import { stringify } from 'csv-stringify/sync';
import { cautions } from '../findings/cautions.ts';
import { headline } from '../findings/headline.ts';
import { toCounted, toIntervalText, toScore } from '../page/numbers.ts';
import { intervalOf, measuresOf, scoreRows, type ScoreRow } from './score-rows.ts';
import { alignedTable, markdownTable } from './table.ts';

/** For a terminal: methods × measures. */
export function asTable(all: readonly Results[]): string {
  const rows = scoreRows(all);
  const shown = measuresOf(rows);
  const isSeveral = all.length > 1;
  if (!isSeveral && shown.length === 0) return `${aboutOne(all[0])}no measure can be taken of them\n`;
  const cells = rows.map((row) => [
    ...(isSeveral ? [`${row.run}: ${row.name}`] : [row.name]),
    ...shown.map((measure) => cellOf(row, measure)),
  ]);
  return (isSeveral ? settingsOf(all) : aboutOne(all[0])) + alignedTable([['method', ...shown.map(({ name }) => name)], ...cells]);
}

/** A score, with its interval where few items were scored: it would look like knowledge by itself. */
function cellOf(row: ScoreRow, measure: Measure): string {
  const score = toScore(measure.of(row.scores));
  const interval = row.scores.numSamples < minReliableItems ? intervalOf(row, measure) : undefined;
  return interval ? `${score} [${toIntervalText(interval)}]` : score;
}

function aboutOne(results: Results): string {
  const { numSamples, numClusters } = mainScores(results);
  const few = hasTooFewItems(results) ? ': too few items to tell (in brackets: 95 % intervals)' : '';
  return `${numSamples} items of the ${results.split} split, ${toCounted(numClusters, 'cluster')}${few}\n`;
}

/** What tells runs apart, above their scores. */
function settingsOf(all: readonly Results[]): string {
  const differing = differingSettings(all.map(({ run }) => run));
  if (differing.length === 0) return 'the settings of these runs are the same\n\n';
  const rows = differing.map(({ name, values }) => [name, ...values.map((value) => value ?? '–')]);
  return `${alignedTable([['setting', ...all.map(({ run }) => run.name)], ...rows])}\n`;
}

/** One document: the evaluation of a run; of several, all of them by folder, and what each has over the first. */
export function asJson(all: readonly Results[]): string {
  const [reference, ...others] = all;
  const runs = Object.fromEntries(all.map(({ run, evaluation }) => [run.folder, evaluation]));
  const differences = Object.fromEntries(others.map((results) => [results.run.folder, runDifferences(results, reference) ?? null]));
  const document = others.length === 0 ? reference.evaluation : { version: 1, runs, reference: reference.run.folder, differences };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** One line a method and measure: run, method, measure, value, low, high. */
export function asCsv(all: readonly Results[]): string {
  const rows = scoreRows(all);
  const records = rows.flatMap((row) =>
    measuresOf([row]).map((measure) => {
      const [low = '', high = ''] = intervalOf(row, measure) ?? [];
      const method = row.isControl ? `control.${row.method}` : row.method;
      return { run: row.run, method, measure: measure.key, value: measure.of(row.scores)!, low, high };
    }),
  );
  return stringify(records, { header: true, columns: ['run', 'method', 'measure', 'value', 'low', 'high'] });
}

/** The findings in words, then the table. */
export function asMarkdown(all: readonly Results[]): string {
  return all.map(markdownOf).join('\n');
}

function markdownOf(results: Results): string {
  const { title, sentences } = headline(results);
  const rows = scoreRows([results]);
  const shown = measuresOf(rows);
  const cell = (row: ScoreRow, measure: Measure) => {
    const interval = intervalOf(row, measure);
    return toScore(measure.of(row.scores)) + (interval ? ` (${toIntervalText(interval)})` : '');
  };
  const cells = rows.map((row) => [row.name, ...shown.map((measure) => cell(row, measure))]);
  const table = markdownTable([['method', ...shown.map(({ name }) => name)], ...cells]);
  return `# ${title}\n\n${sentences.join(' ')}\n\n${table}\n${cautions(results)
    .map((sentence) => `- ${sentence}\n`)
    .join('')}`;
}
