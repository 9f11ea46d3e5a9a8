import { resampled, spread, type Spread } from '@mmae/evaluation';
import type { Difference } from '@mmae/run-folder';
import { differencesOf } from './evaluate/statistics.ts';
import { measures, type Measure } from './measures.ts';
import { hasTooFewItems, mainScores, type Draws, type Results } from './results.ts';
import { differingSettings } from './settings.ts';

/**
 * Differences `first − second` between two runs, over the same drawn samples.
 *
 * @param keys of the measures; default all that can be resampled
 * @returns by key; undefined where the runs score different samples, so that only their intervals can be compared
 */
export function runDifferences(
  first: Results,
  second: Results,
  keys = Object.keys(first.draws.statistics),
): Record<string, Difference> | undefined {
  const [own, other] = [first.draws, second.draws];
  const areComparable = own.ids.length === other.ids.length && own.ids.every((id, index) => id === other.ids[index]);
  if (!areComparable) return undefined;
  const drawn = ({ statistics }: Draws) => {
    const chosen = Object.entries(statistics).filter(([key]) => keys.includes(key));
    return resampled(own.ids.length, Object.fromEntries(chosen), own.options);
  };
  return differencesOf(drawn(own), drawn(other));
}

/** By measure, the run that is better than every other by more than chance; no key where there is none, or too few items were scored. */
export function clearWinners(all: readonly Results[]): Record<string, Results> {
  const winners = measures.map((measure) => [measure.key, clearWinner(all, measure)] as const);
  return Object.fromEntries(winners.filter((entry): entry is [string, Results] => entry[1] !== undefined));
}

function clearWinner(all: readonly Results[], measure: Measure): Results | undefined {
  if (measure.isLocal) return undefined;
  if (all.some(hasTooFewItems)) return undefined;
  const value = (results: Results) => measure.of(mainScores(results)) ?? -Infinity;
  const [best, ...others] = [...all].sort((a, b) => value(b) - value(a));
  const isBetterThan = (other: Results) => (runDifferences(best, other, [measure.key])?.[measure.key]?.interval[0] ?? -Infinity) > 0;
  return others.length > 0 && others.every(isBetterThan) ? best : undefined;
}

/** Runs that differ only in their seed, and the spread of each measure over them. */
export interface SeedRepeats {
  readonly runs: readonly Results[];
  /** by the key of the measure; a measure that one of the runs lacks has none */
  readonly spreads: Readonly<Record<string, Spread>>;
}

const seedSettings = ['experiment.seed', 'seed'];

/** The runs by their settings apart from the seed; empty where no two runs differ only in their seed. */
export function seedRepeats(all: readonly Results[]): SeedRepeats[] {
  const settings = differingSettings(all.map(({ run }) => run)).filter(({ name }) => !seedSettings.includes(name));
  const repeats = new Map<string, Results[]>();
  all.forEach((results, index) => {
    const key = JSON.stringify(settings.map(({ values }) => values[index] ?? null));
    repeats.set(key, [...(repeats.get(key) ?? []), results]);
  });
  if (repeats.size === all.length) return [];
  return [...repeats.values()].map((runs) => ({ runs, spreads: spreadsOf(runs) }));
}

function spreadsOf(runs: readonly Results[]): Record<string, Spread> {
  const entries = measures.flatMap(({ key, of }) => {
    const values = runs.map((results) => of(mainScores(results))).filter((value) => value !== undefined);
    return values.length === runs.length ? [[key, spread(values)] as const] : [];
  });
  return Object.fromEntries(entries);
}
