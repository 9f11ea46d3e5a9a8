import { stringify } from 'csv-stringify/sync';
import { cautions } from '../findings/cautions.ts';
import { headline } from '../findings/headline.ts';
import { toIntervalText, toScore } from '../page/numbers.ts';
import type { Results } from '../results.ts';
import { intervalOf, measuresOf, scoreRows } from './score-rows.ts';
import { alignedTable } from './table.ts';

/** For a terminal: methods × measures. */
export function asTable(all: readonly Results[]): string {
  const rows = scoreRows(all);
  const shown = measuresOf(rows);
  const isSeveral = all.length > 1;
  const cells = rows.map((row) => [
    ...(isSeveral ? [`${row.run}: ${row.name}`] : [row.name]),
    ...shown.map(({ of }) => toScore(of(row.scores))),
  ]);
  const { numSamples, numClusters } = rows[0].scores;
  const about = isSeveral ? '' : `${numSamples} items of the ${all[0].split} split, ${numClusters} clusters\n`;
  return about + alignedTable([['method', ...shown.map(({ name }) => name)], ...cells]);
}

/** One document: the evaluation of a run; of several, by the name of the run. */
export function asJson(all: readonly Results[]): string {
  const document = all.length === 1 ? all[0].evaluation : Object.fromEntries(all.map(({ run, evaluation }) => [run.folder, evaluation]));
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
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const table = [
    line(['method', ...shown.map(({ name }) => name)]),
    line(['---', ...shown.map(() => '---:')]),
    ...rows.map((row) =>
      line([
        row.name,
        ...shown.map((measure) => {
          const interval = intervalOf(row, measure);
          return toScore(measure.of(row.scores)) + (interval ? ` (${toIntervalText(interval)})` : '');
        }),
      ]),
    ),
  ].join('');
  return `# ${title}\n\n${sentences.join(' ')}\n\n${table}\n${cautions(results)
    .map((sentence) => `- ${sentence}\n`)
    .join('')}`;
}
