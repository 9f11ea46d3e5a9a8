import type { Point } from './map-data.ts';

/** The part of the map that the canvas shows. Map coordinates are 0 … 1, canvas coordinates are CSS pixels. */
export interface Viewport {
  toCanvas(point: Point): Point;
  /** 1 shows the whole map */
  zoomLevel(): number;
  /** Zooms and keeps the point of the map at `fixed`, in canvas coordinates, where it is. */
  zoomBy(factor: number, fixed: Point): void;
  panBy(dx: number, dy: number): void;
  reset(): void;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const padding = 24;
const maxZoom = 40;

/** @param size of the canvas at the moment of the call */
export function createViewport(size: () => Size): Viewport {
  let [zoom, left, top] = [1, 0, 0];
  const inner = () => ({ width: size().width - 2 * padding, height: size().height - 2 * padding });
  return {
    toCanvas({ x, y }) {
      const { width, height } = inner();
      return { x: padding + (x - left) * zoom * width, y: padding + (y - top) * zoom * height };
    },
    zoomLevel: () => zoom,
    zoomBy(factor, fixed) {
      const { width, height } = inner();
      const next = Math.min(maxZoom, Math.max(1, zoom * factor));
      left += ((fixed.x - padding) / width) * (1 / zoom - 1 / next);
      top += ((fixed.y - padding) / height) * (1 / zoom - 1 / next);
      zoom = next;
    },
    panBy(dx, dy) {
      const { width, height } = inner();
      left -= dx / (zoom * width);
      top -= dy / (zoom * height);
    },
    reset() {
      [zoom, left, top] = [1, 0, 0];
    },
  };
}

/** The points that can be selected: those that are not dimmed. */
export interface SelectablePoints {
  readonly points: readonly Point[];
  isActive(index: number): boolean;
}

/** The index of the active point nearest to a position on the canvas; undefined if none is within `reach` pixels. */
export function nearestPoint(view: Viewport, { points, isActive }: SelectablePoints, at: Point, reach = 18): number | undefined {
  let best: number | undefined;
  let bestDistance = reach * reach;
  points.forEach((point, index) => {
    if (!isActive(index)) return;
    const { x, y } = view.toCanvas(point);
    const distance = (x - at.x) ** 2 + (y - at.y) ** 2;
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  });
  return best;
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
export type ArrowKey = keyof typeof directions;

export const isArrowKey = (key: string): key is ArrowKey => Object.hasOwn(directions, key);

/**
 * The active point to select next when an arrow key is pressed: the nearest in that direction, where distance across the direction counts three
 * times. The selected one itself if there is none.
 */
export function nextPoint(view: Viewport, { points, isActive }: SelectablePoints, selected: number, key: ArrowKey): number {
  const [dx, dy] = directions[key];
  const start = view.toCanvas(points[selected]);
  let best = selected;
  let bestCost = Infinity;
  points.forEach((point, index) => {
    const { x, y } = view.toCanvas(point);
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const across = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const cost = along + 3 * across;
    if (isActive(index) && index !== selected && along > 0 && cost < bestCost) [best, bestCost] = [index, cost];
  });
  return best;
}
