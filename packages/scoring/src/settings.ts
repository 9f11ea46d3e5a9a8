import type { Run } from './run.ts';

/** Settings as rows of a table: nested keys joined by dots, such as `data.manifest`, and a list in one row. */
export function flatSettings(record: object, prefix = ''): [name: string, value: string][] {
  return Object.entries(record).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (Array.isArray(value)) return [[prefix + name, value.map(toText).join(' ')]];
    return typeof value === 'object' && value !== null ? flatSettings(value, `${prefix}${name}.`) : [[prefix + name, String(value)]];
  });
}

const toText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A setting that differs between runs. */
export interface DifferingSetting {
  readonly name: string;
  /** one for each run; undefined for a run without the setting */
  readonly values: readonly (string | undefined)[];
}

/** Settings that describe a run instead of configuring it. */
const descriptive = ['startedAt', 'command', 'experiment.name', 'experiment.description'];

/** The settings of config.json in which the runs differ. */
export function differingSettings(runs: readonly Run[]): DifferingSetting[] {
  const settings = runs.map(({ config }) => new Map(flatSettings(config)));
  const names = [...new Set(settings.flatMap((own) => [...own.keys()]))].filter((name) => !descriptive.includes(name));
  return names.map((name) => ({ name, values: settings.map((own) => own.get(name)) })).filter(({ values }) => new Set(values).size > 1);
}
