import { baselinesOf, hasTooFewItems, mainScores, type Measure, measureOf, methodName, type Results, scoresOf } from '@mmae/scoring';

/** How the main method stands against the strongest of the others by one measure. */
export interface Verdict {
  readonly measure: Measure;
  readonly value: number;
  /** undefined where nothing was compared */
  readonly rival?: { readonly method: string; readonly value: number };
  /** `unclear`: the paired 95 % interval of the difference holds 0, none was computed, or too few items were scored */
  readonly relation: 'better' | 'worse' | 'unclear' | 'alone';
}

/** @returns undefined where the main method has no such score */
export function verdictOn(results: Results, measureKey: string): Verdict | undefined {
  const measure = measureOf(measureKey);
  const value = measure.of(mainScores(results));
  if (value === undefined) return undefined;
  const rival = strongestRival(results, measure);
  if (!rival) return { measure, value, relation: 'alone' };
  return { measure, value, rival, relation: relationTo(results, rival.method, measureKey) };
}

/** "MMAE is above the best baseline, MCCA (.77), by more than chance would give." */
export function comparisonSentence(results: Results, { relation, rival }: Verdict, format: (value: number) => string): string {
  const name = methodName(results.main);
  if (!rival) return `${name} is not compared with anything.`;
  const named = `the best baseline, ${methodName(rival.method)} (${format(rival.value)})`;
  if (hasTooFewItems(results)) return `Too few items to tell ${name} from ${named}.`;
  if (relation === 'better') return `${name} is above ${named}, by more than chance would give.`;
  if (relation === 'worse') return `${name} is below ${named}, by more than chance would give.`;
  return `${name} is not clearly different from ${named}.`;
}

/** The best of the others by a measure; undefined where none has it. */
export function strongestRival(results: Results, measure: Measure): Verdict['rival'] {
  const scored = baselinesOf(results).flatMap((method) => {
    const scores = scoresOf(results, method);
    const value = scores && measure.of(scores);
    return value === undefined ? [] : [{ method, value }];
  });
  return scored.sort((a, b) => b.value - a.value)[0];
}

/** Whether the paired interval of a difference leaves 0 out, and on which side; unclear where too few items were scored. */
export function relationTo(results: Results, rival: string, measureKey: string): 'better' | 'worse' | 'unclear' {
  if (hasTooFewItems(results)) return 'unclear';
  const interval = results.evaluation.differences?.[rival]?.[measureKey]?.interval;
  if (!interval) return 'unclear';
  if (interval[0] > 0) return 'better';
  return interval[1] < 0 ? 'worse' : 'unclear';
}
