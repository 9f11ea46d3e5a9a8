import { cpus, loadavg, release, totalmem } from 'node:os';

/** Where and when a row was measured. */
export interface Machine {
  readonly processor: string;
  readonly numCores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** load average of the minute before the row */
  readonly load: number;
  /** ISO 8601, UTC */
  readonly date: string;
}

export function machine(): Machine {
  return {
    processor: cpus()[0].model.trim(),
    numCores: cpus().length,
    memoryBytes: totalmem(),
    system: `${process.platform} ${release().split('-')[0]}`,
    node: process.version,
    load: Math.round(loadavg()[0] * 10) / 10,
    date: new Date().toISOString().slice(0, 10),
  };
}
