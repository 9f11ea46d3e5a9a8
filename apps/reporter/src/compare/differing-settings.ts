import { flatSettings } from '../run/flat-settings.ts';
import type { Run } from '../run/load-run.ts';

/** A setting that is not the same in all runs; a value for each run, undefined where it has no such setting. */
export interface DifferingSetting {
  readonly name: string;
  readonly values: readonly (string | undefined)[];
}

/** Said of a run, not chosen for it. */
const incidental = ['startedAt', 'command', 'experiment.name', 'experiment.description'];

/** What tells the runs apart in their config.json. */
export function differingSettings(runs: readonly Run[]): DifferingSetting[] {
  const settings = runs.map(({ config }) => new Map(flatSettings(config)));
  const names = [...new Set(settings.flatMap((own) => [...own.keys()]))].filter((name) => !incidental.includes(name));
  return names.map((name) => ({ name, values: settings.map((own) => own.get(name)) })).filter(({ values }) => new Set(values).size > 1);
}
