/* global document, ResizeObserver, requestAnimationFrame */
import { colours, onSchemeChange } from './colours.js';
import { element, showItem } from './map-card.js';
import { readMap } from './map-data.js';
import { isArrow, nearest, neighbour } from './map-pick.js';
import { drawMap, mapView } from './map-view.js';
import { play } from './media.js';

/** The map of the embedding: pointer, wheel, keys, and what it is coloured by. */
export function startMap() {
  const root = document.querySelector('.map');
  if (!root) return;
  const find = (selector) => root.querySelector(selector);
  const [canvas, card, legend] = ['canvas', '.map-card', '.map-legend'].map(find);
  const [layoutChoice, colourChoice] = ['[name=layout]', '[name=colour]'].map(find);
  const map = readMap();
  const view = mapView(canvas);
  const state = { selected: undefined, only: undefined, palette: [] };

  const places = () => map.layouts[layoutChoice.value];
  const colouring = () => map.colourings[colourChoice.value];
  const counts = (index) => state.only === undefined || colouring().codes[index] === state.only;
  const colourOf = (index) => state.palette[colouring().codes[index]] ?? 'gray';

  let isDrawing = false;
  const draw = () => {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      drawMap(canvas, view, { places: places(), colourOf, counts, selected: state.selected });
      canvas.dataset.drawn = String(places().length);
    });
  };
  const select = (index) => {
    if (index === undefined || index === state.selected) return;
    state.selected = index;
    showItem(card, map, index);
    draw();
  };
  const recolour = () => {
    state.only = undefined;
    state.palette = colours(colouring().names.length);
    legend.replaceChildren(...colouring().names.map(legendButton));
    draw();
  };
  const legendButton = (name, code) => {
    const button = element('button', { type: 'button', 'aria-pressed': 'false' }, name);
    const swatch = element('i', {});
    swatch.style.background = state.palette[code];
    button.prepend(swatch);
    button.addEventListener('click', () => {
      state.only = state.only === code ? undefined : code;
      [...legend.children].forEach((other, index) => other.setAttribute('aria-pressed', String(index === state.only)));
      draw();
    });
    return button;
  };

  listenToPointer(canvas, view, { draw, pick: (at) => select(nearest(view, places(), counts, at)), play: () => playSelected(map, state) });
  canvas.addEventListener('keydown', (event) => {
    if (isArrow(event.key)) select(state.selected === undefined ? 0 : neighbour(view, places(), counts, state.selected, event.key));
    else if (event.key === 'Enter' || event.key === ' ') playSelected(map, state);
    else return;
    event.preventDefault();
  });
  find('[data-zoom=in]').addEventListener('click', () => (view.zoomBy(1.6, middle(canvas)), draw()));
  find('[data-zoom=out]').addEventListener('click', () => (view.zoomBy(1 / 1.6, middle(canvas)), draw()));
  find('[data-zoom=reset]').addEventListener('click', () => (view.reset(), draw()));
  layoutChoice.addEventListener('change', () => (view.reset(), draw()));
  colourChoice.addEventListener('change', recolour);
  new ResizeObserver(draw).observe(canvas);
  onSchemeChange(recolour);
  recolour();
}

const middle = ({ clientWidth, clientHeight }) => ({ x: clientWidth / 2, y: clientHeight / 2 });

function playSelected({ items }, { selected }) {
  const [sound] = items[selected]?.sounds ?? [];
  if (sound) play(sound);
}

/** Moving shows what is below the pointer, dragging moves the map, the wheel with Ctrl and two fingers zoom, a click plays. */
function listenToPointer(canvas, view, { draw, pick, play: playPicked }) {
  const down = new Map();
  let moved = 0;
  const at = ({ offsetX, offsetY }) => ({ x: offsetX, y: offsetY });
  canvas.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, at(event));
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = down.get(event.pointerId);
    if (!before) return pick(at(event));
    const now = at(event);
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (down.size === 2) pinch(view, down, event.pointerId, now);
    else view.panBy(now.x - before.x, now.y - before.y);
    down.set(event.pointerId, now);
    draw();
  });
  const lift = (event) => {
    down.delete(event.pointerId);
    if (event.type === 'pointerup' && moved < 6) {
      pick(at(event));
      playPicked();
    }
  };
  for (const type of ['pointerup', 'pointercancel', 'pointerleave']) canvas.addEventListener(type, lift);
  canvas.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      view.zoomBy(Math.exp(-event.deltaY / 300), at(event));
      draw();
    },
    { passive: false },
  );
}

function pinch(view, down, movedId, now) {
  const other = [...down].find(([id]) => id !== movedId)[1];
  const before = down.get(movedId);
  const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
  view.zoomBy(distance(now) / distance(before), other);
}
