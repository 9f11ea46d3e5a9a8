import type { Interval, Scores } from '@mmae/run-folder';
import { type Measure, measures, methodName, type Results, scoresOf } from '@mmae/scoring';

/** One method of one run, or one of its controls. */
export interface ScoreRow {
  readonly run: string;
  readonly method: string;
  readonly name: string;
  readonly isControl: boolean;
  readonly scores: Scores;
}

/** Methods first, controls after them, run by run. */
export function scoreRows(all: readonly Results[]): ScoreRow[] {
  return all.flatMap((results) => {
    const { run, evaluation, split } = results;
    const methods = run.methods.map((method) => ({ method, scores: scoresOf(results, method), isControl: false }));
    const controls = run.controls.map((method) => ({ method, scores: evaluation.controls[method]?.[split], isControl: true }));
    return [...methods, ...controls].flatMap(({ method, scores, isControl }) =>
      scores ? [{ run: run.name, method, name: `${isControl ? 'control: ' : ''}${methodName(method)}`, isControl, scores }] : [],
    );
  });
}

/** The measures that any row has. */
export const measuresOf = (rows: readonly ScoreRow[]): Measure[] =>
  measures.filter((measure) => rows.some(({ scores }) => measure.of(scores) !== undefined));

export const intervalOf = ({ scores }: ScoreRow, { key }: Measure): Interval | undefined => scores.intervals?.[key];
