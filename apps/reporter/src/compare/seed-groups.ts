import { spread, type Spread } from '@mmae/evaluation';
import { measures } from '../measures.ts';
import { mainScores, type Results } from '../results.ts';
import { differingSettings } from './differing-settings.ts';

/** Runs that differ in nothing but their seed, and what each measure is over them. */
export interface SeedGroup {
  readonly runs: readonly Results[];
  /** by the key of the measure */
  readonly spreads: Readonly<Record<string, Spread>>;
}

const seedSettings = ['experiment.seed', 'seed'];

/** The runs by their settings apart from the seed; none where every group would be of one run. */
export function seedGroups(all: readonly Results[]): SeedGroup[] {
  const told = differingSettings(all.map(({ run }) => run)).filter(({ name }) => !seedSettings.includes(name));
  const groups = new Map<string, Results[]>();
  all.forEach((results, place) => {
    const key = JSON.stringify(told.map(({ values }) => values[place] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), results]);
  });
  if (groups.size === all.length) return [];
  return [...groups.values()].map((runs) => ({ runs, spreads: spreadsOf(runs) }));
}

function spreadsOf(runs: readonly Results[]): Record<string, Spread> {
  const entries = measures.flatMap(({ key, of }) => {
    const values = runs.map((results) => of(mainScores(results))).filter((value) => value !== undefined);
    return values.length === runs.length ? [[key, spread(values)] as const] : [];
  });
  return Object.fromEntries(entries);
}
