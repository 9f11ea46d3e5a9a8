import { baselinesOf, hasTooFewItems, mainScores, measureOf, methodName, scoresOf, type Measure, type Results } from '@mmae/scoring';

/** How the main method compares with the best baseline by one measure. */
export interface Verdict {
  readonly measure: Measure;
  readonly value: number;
  /** the best baseline; undefined if there is none */
  readonly baseline?: BestBaseline;
  /** `unclear`: the paired 95 % interval of the difference contains 0 or is unknown, or too few items were scored; `alone`: no baseline */
  readonly relation: Relation | 'alone';
}

export interface BestBaseline {
  readonly method: string;
  readonly value: number;
}

export type Relation = 'better' | 'worse' | 'unclear';

/** @returns undefined if the main method has no such score */
export function verdictOn(results: Results, measureKey: string): Verdict | undefined {
  const measure = measureOf(measureKey);
  const value = measure.of(mainScores(results));
  if (value === undefined) return undefined;
  const baseline = bestBaseline(results, measure);
  if (!baseline) return { measure, value, relation: 'alone' };
  return { measure, value, baseline, relation: relationTo(results, baseline.method, measureKey) };
}

/** "MMAE is significantly better than the best baseline, MCCA (.77)." */
export function comparisonSentence(results: Results, { relation, baseline }: Verdict, format: (value: number) => string): string {
  const name = methodName(results.main);
  if (!baseline) return 'The run has no baselines to compare with.';
  const best = `the best baseline, ${methodName(baseline.method)} (${format(baseline.value)})`;
  if (hasTooFewItems(results)) return `Too few items to compare ${name} with ${best}.`;
  if (relation === 'unclear') return `${name} does not differ significantly from ${best}.`;
  return `${name} is significantly ${relation} than ${best}.`;
}

/** The best baseline by a measure; undefined if none has that score. */
export function bestBaseline(results: Results, measure: Measure): BestBaseline | undefined {
  const scored = baselinesOf(results).flatMap((method) => {
    const scores = scoresOf(results, method);
    const value = scores && measure.of(scores);
    return value === undefined ? [] : [{ method, value }];
  });
  return scored.sort((a, b) => b.value - a.value)[0];
}

/** Whether the main method is significantly better or worse than another: whether the paired 95 % interval of the difference excludes 0. */
export function relationTo(results: Results, other: string, measureKey: string): Relation {
  if (hasTooFewItems(results)) return 'unclear';
  const interval = results.evaluation.differences?.[other]?.[measureKey]?.interval;
  if (!interval) return 'unclear';
  if (interval[0] > 0) return 'better';
  return interval[1] < 0 ? 'worse' : 'unclear';
}

/** The best method by a measure, if its difference from the best method on the other side (main method or baselines) is significant. */
export function winnerOf(results: Results, measure: Measure): string | undefined {
  if (measure.isLocal || measure.of(mainScores(results)) === undefined) return undefined;
  const best = bestBaseline(results, measure);
  const relation = best && relationTo(results, best.method, measure.key);
  if (relation === 'better') return results.main;
  return relation === 'worse' ? best!.method : undefined;
}
