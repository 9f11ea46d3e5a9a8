import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Matrix } from '@mmae/matrix';
import type { LayoutTask } from './layouts-thread.ts';
import type { Layouts } from './layouts.ts';

/**
 * Begins the layouts of the same points in a thread of their own: UMAP takes seconds of one, in which runs are scored.
 *
 * @returns what waits for them; a process that never asks does not wait either
 */
export function beginLayouts(points: Matrix, seed: number): () => Promise<Layouts> {
  const workerData: LayoutTask = { points, seed };
  const thread = new Worker(new URL('../../bin/layouts-thread.js', import.meta.url), { workerData });
  const found = once(thread, 'message');
  found.catch(() => undefined); // whoever asks is told
  thread.unref();
  return async () => {
    thread.ref();
    const [layouts] = (await found) as [Layouts];
    return layouts;
  };
}
