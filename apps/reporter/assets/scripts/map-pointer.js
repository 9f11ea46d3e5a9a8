/** Moving shows what is below the pointer, dragging moves the map, the wheel with Ctrl and two fingers zoom, a click plays. */
export function listenToPointer(canvas, view, { draw, pick, play }) {
  const down = new Map();
  let moved = 0;
  canvas.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, placeOf(event));
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = down.get(event.pointerId);
    const now = placeOf(event);
    if (!before) return pick(now);
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (down.size === 2) pinch(view, down, event.pointerId, now);
    else view.panBy(now.x - before.x, now.y - before.y);
    down.set(event.pointerId, now);
    draw();
  });
  for (const type of ['pointerup', 'pointercancel', 'pointerleave']) {
    canvas.addEventListener(type, (event) => {
      down.delete(event.pointerId);
      if (type !== 'pointerup' || moved >= clickReach) return;
      pick(placeOf(event));
      play();
    });
  }
  canvas.addEventListener('wheel', (event) => zoomByWheel(event, view, draw), { passive: false });
}

/** A click may move by less than this, in pixels. */
const clickReach = 6;

const placeOf = ({ offsetX, offsetY }) => ({ x: offsetX, y: offsetY });

/** Without Ctrl the wheel goes on scrolling the page. */
function zoomByWheel(event, view, draw) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  view.zoomBy(Math.exp(-event.deltaY / 300), placeOf(event));
  draw();
}

function pinch(view, down, movedId, now) {
  const [, other] = [...down].find(([id]) => id !== movedId);
  const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
  view.zoomBy(distance(now) / distance(down.get(movedId)), other);
}
