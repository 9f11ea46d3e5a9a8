import { hostname } from 'node:os';
import type { Database } from './database.ts';

export interface Job {
  /** add, index, proxies */
  readonly kind: string;
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly numDone: number;
  readonly numTotal?: number;
  readonly message?: string;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly updatedAt: string;
}

interface JobRow {
  readonly kind: string;
  readonly started_at: string;
  readonly state: Job['state'];
  readonly num_done: number;
  readonly num_total: number | null;
  readonly message: string | null;
  readonly updated_at: string;
  readonly host: string;
  readonly pid: number;
}

const numKept = 50;

/** Records the state of a job, which its kind and start identify. The newest 50 are kept. */
export function putJob(db: Database, { kind, startedAt, state, numDone, numTotal, message, updatedAt }: Job): void {
  db.write(() => {
    db.run(
      'INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[kind, startedAt, state, numDone, numTotal ?? null, message ?? null, updatedAt, hostname(), process.pid],
    );
    db.run(
      `DELETE FROM jobs WHERE (kind, started_at) NOT IN (SELECT kind, started_at FROM jobs ORDER BY started_at DESC LIMIT ${numKept})`,
    );
  });
}

/** Newest first. A job whose process has ended without saying so is interrupted. */
export const listJobs = (db: Database): Job[] =>
  db.all<JobRow>('SELECT * FROM jobs ORDER BY started_at DESC, kind').map((row) => ({
    kind: row.kind,
    state: row.state === 'running' && !isAlive(row) ? 'interrupted' : row.state,
    numDone: row.num_done,
    ...(row.num_total !== null && { numTotal: row.num_total }),
    ...(row.message !== null && { message: row.message }),
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  }));

/** Processes of other machines are taken to be alive. */
function isAlive({ host, pid }: JobRow): boolean {
  if (host !== hostname()) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
