import type { MapData } from './map-data.ts';

export type Point = readonly [x: number, y: number];

/** Indices of the points inside a polygon (even-odd rule), ascending. A polygon of less than three corners holds none. */
export function pointsInside({ x, y, numPoints }: Pick<MapData, 'x' | 'y' | 'numPoints'>, polygon: readonly Point[]): number[] {
  if (polygon.length < 3) return [];
  const xs = polygon.map(([px]) => px);
  const ys = polygon.map(([, py]) => py);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const inside: number[] = [];
  for (let i = 0; i < numPoints; i++) {
    const [px, py] = [x[i]!, y[i]!];
    if (px >= left && px <= right && py >= top && py <= bottom && isInside(px, py, polygon)) inside.push(i);
  }
  return inside;
}

/** Counts the edges that a ray to the right crosses. */
function isInside(px: number, py: number, polygon: readonly Point[]): boolean {
  let isOdd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) isOdd = !isOdd;
  }
  return isOdd;
}
