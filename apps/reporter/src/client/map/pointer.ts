import type { Point } from './map-data.ts';
import type { Viewport } from './viewport.ts';

export interface PointerActions {
  draw(): void;
  /** Selects what is at a position on the canvas. */
  select(at: Point): void;
  playSelected(): void;
}

/** A press that moves less than this, in pixels, is a click. */
const maxClickMovement = 6;

/** Moving the pointer selects, dragging pans, Ctrl + wheel and two fingers zoom, a click plays. */
export function listenToPointer(canvas: HTMLCanvasElement, view: Viewport, { draw, select, playSelected }: PointerActions): void {
  /** pressed pointers: the mouse button, or each finger */
  const pressed = new Map<number, Point>();
  let movement = 0;
  canvas.addEventListener('pointerdown', (event) => {
    pressed.set(event.pointerId, positionOf(event));
    movement = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pressed.get(event.pointerId);
    const now = positionOf(event);
    if (!before) return select(now);
    movement += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
    if (other && pressed.size === 2) view.zoomBy(distance(now, other) / distance(before, other), other);
    else view.panBy(now.x - before.x, now.y - before.y);
    pressed.set(event.pointerId, now);
    draw();
  });
  for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
    canvas.addEventListener(type, (event) => {
      pressed.delete(event.pointerId);
      if (type !== 'pointerup' || movement >= maxClickMovement) return;
      select(positionOf(event));
      playSelected();
    });
  }
  canvas.addEventListener('wheel', (event) => zoomByWheel(event, view, draw), { passive: false });
}

const positionOf = ({ offsetX, offsetY }: MouseEvent): Point => ({ x: offsetX, y: offsetY });

/** At least one pixel, so that a ratio of distances is finite. */
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) || 1;

/** Without Ctrl the wheel scrolls the page. */
function zoomByWheel(event: WheelEvent, view: Viewport, draw: () => void): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  view.zoomBy(Math.exp(-event.deltaY / 300), positionOf(event));
  draw();
}
