import type { Archive, Job } from '@mmae/archive-store';

/** A job as readers of the archive see it. */
export interface RunningJob {
  /** Records the progress, at most once a second. */
  update(done: { readonly numDone: number; readonly numTotal?: number; readonly message?: string }): void;
}

/** Runs work as a job of the archive, whose state is kept in it: running, then done, failed or interrupted. */
export async function asJob<Result>(
  archive: Pick<Archive, 'putJob'>,
  kind: string,
  signal: AbortSignal,
  work: (job: RunningJob) => Promise<Result>,
): Promise<Result> {
  const startedAt = new Date().toISOString();
  let last: Omit<Job, 'kind' | 'state' | 'startedAt' | 'updatedAt'> = { numDone: 0 };
  let lastMs = performance.now();
  const put = (state: Job['state']) => archive.putJob({ kind, state, startedAt, updatedAt: new Date().toISOString(), ...last });
  put('running');
  try {
    const result = await work({
      update(done) {
        last = done;
        if (performance.now() - lastMs < 1000) return;
        lastMs = performance.now();
        put('running');
      },
    });
    put('done');
    return result;
  } catch (error) {
    last = { ...last, ...(!signal.aborted && { message: (error as Error).message }) };
    put(signal.aborted ? 'interrupted' : 'failed');
    throw error;
  }
}
