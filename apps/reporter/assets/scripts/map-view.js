/* global getComputedStyle, devicePixelRatio */

const padding = 24;

/** The window on the map: which part of it the canvas shows, and where on it a point lies. */
export function mapView(canvas) {
  let [zoom, left, top] = [1, 0, 0];
  const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight });
  const toScreen = ({ x, y }) => {
    const { width, height } = size();
    return { x: padding + (x - left) * zoom * (width - 2 * padding), y: padding + (y - top) * zoom * (height - 2 * padding) };
  };
  return {
    toScreen,
    zoomLevel: () => zoom,
    /** Zooms about a place on the screen. */
    zoomBy(factor, at) {
      const { width, height } = size();
      const before = { x: (at.x - padding) / (width - 2 * padding), y: (at.y - padding) / (height - 2 * padding) };
      const next = Math.min(40, Math.max(1, zoom * factor));
      left += before.x / zoom - before.x / next;
      top += before.y / zoom - before.y / next;
      zoom = next;
    },
    panBy(dx, dy) {
      const { width, height } = size();
      left -= dx / (zoom * (width - 2 * padding));
      top -= dy / (zoom * (height - 2 * padding));
    },
    reset() {
      [zoom, left, top] = [1, 0, 0];
    },
  };
}

/** Draws every point in its colour; those that do not count are faint, the selected one has a ring. */
export function drawMap(canvas, view, { places, colourOf, counts, selected, names }) {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext('2d');
  context.scale(devicePixelRatio, devicePixelRatio);
  const radius = Math.min(7, Math.max(1.6, 90 / Math.sqrt(places.length)) * Math.sqrt(view.zoomLevel()));
  for (const pass of [false, true]) {
    context.globalAlpha = pass ? 0.85 : 0.1;
    places.forEach((place, index) => {
      if (counts(index) === pass) dot(context, view.toScreen(place), radius, colourOf(index));
    });
  }
  context.globalAlpha = 1;
  writeNames(context, names, view, getComputedStyle(canvas));
  if (selected !== undefined) ring(context, view.toScreen(places[selected]), radius, getComputedStyle(canvas).color);
}

function dot(context, { x, y }, radius, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Each name above its place, so that a handful of dots stays to be seen, the most frequent first; one that would lie on another is left out until there is room. */
function writeNames(context, names, view, { color, backgroundColor, fontFamily }) {
  const taken = [];
  context.font = `600 12px ${fontFamily}`;
  Object.assign(context, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 3 });
  for (const { name, place } of names) {
    const { x, y: middle } = view.toScreen(place);
    const y = middle - 13;
    const halfWidth = context.measureText(name).width / 2 + 2;
    const isFree = taken.every((other) => Math.abs(other.x - x) > other.halfWidth + halfWidth || Math.abs(other.y - y) > 15);
    if (!isFree) continue;
    taken.push({ x, y, halfWidth });
    context.strokeStyle = backgroundColor;
    context.strokeText(name, x, y);
    context.fillStyle = color;
    context.fillText(name, x, y);
  }
}

function ring(context, { x, y }, radius, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radius + 4, 0, 2 * Math.PI);
  context.stroke();
}
