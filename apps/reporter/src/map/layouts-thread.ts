import { parentPort, workerData } from 'node:worker_threads';
import type { Matrix } from '@mmae/matrix';
import { layouts } from './layouts.ts';

/** What the thread is handed. */
export interface LayoutTask {
  readonly points: Matrix;
  readonly seed: number;
}

const { points, seed } = workerData as LayoutTask;
parentPort!.postMessage(await layouts(points, seed));
