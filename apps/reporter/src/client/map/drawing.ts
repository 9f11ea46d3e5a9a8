import type { Point, RegionName } from './map-data.ts';
import type { SelectablePoints, Viewport } from './viewport.ts';

/** What the canvas shows. */
export interface Scene extends SelectablePoints {
  colourOf(index: number): string;
  readonly selected: number | undefined;
  readonly names: readonly RegionName[];
}

/** Draws every point in its colour: inactive ones faint, the selected one with a ring. */
export function drawMap(canvas: HTMLCanvasElement, view: Viewport, { points, colourOf, isActive, selected, names }: Scene): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext('2d')!;
  context.scale(devicePixelRatio, devicePixelRatio);
  const style = getComputedStyle(canvas);
  const radius = Math.min(7, Math.max(1.6, 90 / Math.sqrt(points.length)) * Math.sqrt(view.zoomLevel()));
  for (const areActive of [false, true]) {
    context.globalAlpha = areActive ? 0.85 : 0.1;
    points.forEach((point, index) => {
      if (isActive(index) === areActive) drawDot(context, view.toCanvas(point), radius, colourOf(index));
    });
  }
  context.globalAlpha = 1;
  drawNames(context, names, view, style);
  if (selected !== undefined) drawRing(context, view.toCanvas(points[selected]), radius + 4, style.color);
}

function drawDot(context: CanvasRenderingContext2D, { x, y }: Point, radius: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function drawRing(context: CanvasRenderingContext2D, { x, y }: Point, radius: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** Above the dots, in pixels, so that a region of a few dots is not hidden by its name. */
const nameOffset = 13;
const lineHeight = 15;

/** Names in the given order; one that would overlap an earlier name is left out until zooming in makes space. */
function drawNames(
  context: CanvasRenderingContext2D,
  names: readonly RegionName[],
  view: Viewport,
  { color, backgroundColor, fontFamily }: CSSStyleDeclaration,
): void {
  const taken: { x: number; y: number; halfWidth: number }[] = [];
  context.font = `600 12px ${fontFamily}`;
  Object.assign(context, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 3 });
  for (const { name, point } of names) {
    const { x, y: below } = view.toCanvas(point);
    const y = below - nameOffset;
    const halfWidth = context.measureText(name).width / 2 + 2;
    const overlaps = taken.some((other) => Math.abs(other.x - x) <= other.halfWidth + halfWidth && Math.abs(other.y - y) <= lineHeight);
    if (overlaps) continue;
    taken.push({ x, y, halfWidth });
    context.strokeStyle = backgroundColor;
    context.strokeText(name, x, y);
    context.fillStyle = color;
    context.fillText(name, x, y);
  }
}
