import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { matrix, principalComponents, projectOnto, row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';

/** Points in the plane, `[numPoints, 2]`, by the name of the projection: `UMAP`, `PCA`. */
export type Layouts = Readonly<Record<string, Matrix>>;

/** What {@link startLayouts} passes to its worker. */
export interface LayoutTask {
  readonly points: Matrix;
  readonly seed: number;
}

const minPoints = 4;

/**
 * Two maps of the same points: UMAP, which keeps neighbours together but whose large distances mean little, and PCA, whose distances are as true
 * as two dimensions allow. None for fewer than four points; no PCA for points of one dimension.
 */
export async function layouts({ points, seed }: LayoutTask): Promise<Layouts> {
  if (points.numRows < minPoints) return {};
  const nearby: Layouts = { UMAP: await umap(points, seed) };
  if (points.numColumns < 2) return nearby;
  return { ...nearby, PCA: projectOnto(principalComponents(points, 2, seed), points) };
}

async function umap(points: Matrix, seed: number): Promise<Matrix> {
  const { UMAP } = await import('umap-js');
  const random = seededRandom(seed);
  const projection = new UMAP({ nNeighbors: Math.min(15, points.numRows - 1), minDist: 0.2, nEpochs: 250, random: random.next });
  const projected = projection.fit(Array.from({ length: points.numRows }, (_, index) => Array.from(row(points, index))));
  return matrix(points.numRows, 2, Float32Array.from(projected.flat()));
}

/**
 * Starts {@link layouts} in a worker thread: UMAP takes seconds, during which the run is scored.
 *
 * @returns a function that waits for the result; a process that never calls it does not wait for the worker
 */
export function startLayouts(task: LayoutTask): () => Promise<Layouts> {
  const worker = new Worker(new URL('../../bin/layouts-worker.js', import.meta.url), { workerData: task });
  const finished = once(worker, 'message');
  finished.catch(() => undefined); // the error reaches whoever waits below
  worker.unref();
  return async () => {
    worker.ref();
    const [found] = (await finished) as [Layouts];
    return found;
  };
}
