import { matrix, principalComponents, projectOnto, row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';

/** Places of points in the plane, `[numPoints, 2]`, by the name of the method that found them. */
export type Layouts = Readonly<Record<string, Matrix>>;

/**
 * Two maps of the same points: UMAP, which keeps neighbours together and says nothing by far distances, and PCA, whose distances are true
 * as far as two dimensions go. None for fewer than four points.
 */
export async function layouts(points: Matrix, seed: number): Promise<Layouts> {
  if (points.numRows < 4) return {};
  const nearby: Layouts = { UMAP: await umap(points, seed) };
  if (points.numColumns < 2) return nearby;
  return { ...nearby, PCA: projectOnto(principalComponents(points, 2, seed), points) };
}

async function umap(points: Matrix, seed: number): Promise<Matrix> {
  const { UMAP } = await import('umap-js');
  const random = seededRandom(seed);
  const found = new UMAP({ nNeighbors: Math.min(15, points.numRows - 1), minDist: 0.2, nEpochs: 250, random: random.next });
  const places = found.fit(Array.from({ length: points.numRows }, (_, index) => Array.from(row(points, index))));
  return matrix(points.numRows, 2, Float32Array.from(places.flat()));
}
