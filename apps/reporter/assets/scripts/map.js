/* global document, ResizeObserver, requestAnimationFrame */
import { colours, onSchemeChange } from './colours.js';
import { showItem } from './map-card.js';
import { readMap } from './map-data.js';
import { fillLegend } from './map-legend.js';
import { namePlaces } from './map-names.js';
import { isArrow, nearest, neighbour } from './map-pick.js';
import { listenToPointer } from './map-pointer.js';
import { drawMap, mapView } from './map-view.js';
import { play } from './media.js';

/** The map of the embedding: pointer, wheel, keys, and what it is coloured by. Nothing where the page has none. */
export function startMap() {
  const root = document.querySelector('.map');
  if (!root) return;
  const [canvas, card, legend] = ['canvas', '.map-card', '.map-legend'].map((selector) => root.querySelector(selector));
  const chosen = Object.fromEntries([...root.querySelectorAll('select')].map((choice) => [choice.name, choice]));
  const map = readMap();
  const view = mapView(canvas);
  const state = { selected: undefined, only: undefined, palette: [], names: [] };

  const scene = () => {
    const { codes } = map.colourings[chosen.colour.value];
    return {
      places: map.layouts[chosen.layout.value],
      names: state.names.filter(({ code }) => state.only === undefined || code === state.only),
      colourOf: (index) => state.palette[codes[index]] ?? 'gray',
      counts: (index) => state.only === undefined || codes[index] === state.only,
      selected: state.selected,
    };
  };
  const draw = onceAFrame(() => {
    drawMap(canvas, view, scene());
    canvas.dataset.drawn = String(map.items.length);
  });
  const select = (index) => {
    if (index === undefined || index < 0 || index === state.selected) return;
    state.selected = index;
    showItem(card, map, index);
    draw();
  };
  const rename = () => (state.names = namePlaces(map.colourings[chosen.colour.value], map.layouts[chosen.layout.value]));
  const recolour = () => {
    const { names } = map.colourings[chosen.colour.value];
    Object.assign(state, { only: undefined, palette: colours(names.length) });
    rename();
    fillLegend(legend, names, state.palette, (only) => {
      state.only = only;
      draw();
    });
    draw();
  };
  const pick = (at, reach) => select(nearest(view, scene(), at, reach));
  const playSelected = () => {
    const [sound] = map.items[state.selected]?.sounds ?? [];
    if (sound) play(sound);
  };

  listenToPointer(canvas, view, { draw, pick, play: playSelected });
  canvas.addEventListener('keydown', (event) => {
    if (isArrow(event.key) && state.selected === undefined) pick(middle(canvas), Infinity);
    else if (isArrow(event.key)) select(neighbour(view, scene(), event.key));
    else if (event.key === 'Enter' || event.key === ' ') playSelected();
    else return;
    event.preventDefault();
  });
  for (const button of root.querySelectorAll('[data-zoom]')) button.addEventListener('click', () => (zoom(view, canvas, button), draw()));
  chosen.layout.addEventListener('change', () => (view.reset(), rename(), draw()));
  chosen.colour.addEventListener('change', recolour);
  new ResizeObserver(draw).observe(canvas);
  onSchemeChange(recolour);
  recolour();
  select(map.items.findIndex(({ pictures = [], sounds = [] }) => pictures.length + sounds.length > 0));
}

/** However often it is called before the next frame, it draws once. */
function onceAFrame(work) {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      work();
    });
  };
}

const middle = ({ clientWidth, clientHeight }) => ({ x: clientWidth / 2, y: clientHeight / 2 });

function zoom(view, canvas, { dataset }) {
  if (dataset.zoom === 'reset') view.reset();
  else view.zoomBy(dataset.zoom === 'in' ? 1.6 : 1 / 1.6, middle(canvas));
}
