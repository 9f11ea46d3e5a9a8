import { resampled } from '@mmae/evaluation';
import type { Difference } from '@mmae/run-folder';
import { differencesOf } from '../evaluate/statistics.ts';
import { hasFewItems } from '../few-items.ts';
import { measures, type Measure } from '../measures.ts';
import { mainScores, type Draws, type Results } from '../results.ts';

/**
 * What the first run has over the second, by measure (by `keys` alone, where they are given), drawn on the same samples; undefined where they do not score the same samples, so
 * that only their intervals can be laid side by side.
 */
export function runDifferences(
  first: Results,
  second: Results,
  keys = Object.keys(first.draws.statistics),
): Record<string, Difference> | undefined {
  const [own, other] = [first.draws, second.draws];
  const areSame = own.ids.length === other.ids.length && own.ids.every((id, place) => id === other.ids[place]);
  if (!areSame) return undefined;
  const drawn = ({ statistics }: Draws) => {
    const asked = Object.entries(statistics).filter(([key]) => keys.includes(key));
    return resampled(own.ids.length, Object.fromEntries(asked), own.options);
  };
  return differencesOf(drawn(own), drawn(other));
}

/** By measure, the run that is better than every other by more than noise; no key where there is none, or too few items were scored to tell. */
export function clearWinners(all: readonly Results[]): Record<string, Results> {
  const winners = measures.map((measure) => [measure.key, clearWinner(all, measure)] as const);
  return Object.fromEntries(winners.filter((entry): entry is [string, Results] => entry[1] !== undefined));
}

function clearWinner(all: readonly Results[], measure: Measure): Results | undefined {
  if (measure.isLocal) return undefined;
  if (all.some(hasFewItems)) return undefined;
  const value = (results: Results) => measure.of(mainScores(results)) ?? -Infinity;
  const [best, ...others] = [...all].sort((a, b) => value(b) - value(a));
  const isAbove = (other: Results) => (runDifferences(best, other, [measure.key])?.[measure.key]?.interval[0] ?? -Infinity) > 0;
  return others.length > 0 && others.every(isAbove) ? best : undefined;
}
