import { play } from '../media.ts';
import { palette } from './colours.ts';
import { drawMap, type Scene } from './drawing.ts';
import { decodeMap, regionNames, type Point, type RegionName } from './map-data.ts';
import { fillLegend, showItem } from './panel.ts';
import { listenToPointer } from './pointer.ts';
import { createViewport, isArrowKey, nearestPoint, nextPoint } from './viewport.ts';

/** Starts the map: pointer, wheel and keys, layout and colouring. Does nothing on a page without a map. */
export function startMap(): void {
  const root = document.querySelector<HTMLElement>('.map');
  if (!root) return;
  const canvas = root.querySelector('canvas')!;
  const card = root.querySelector<HTMLElement>('.map-card')!;
  const legend = root.querySelector<HTMLElement>('.map-legend')!;
  const layoutChoice = root.querySelector<HTMLSelectElement>('select[name=layout]')!;
  const colourChoice = root.querySelector<HTMLSelectElement>('select[name=colour]')!;
  const darkScheme = matchMedia('(prefers-color-scheme: dark)');

  const map = decodeMap(document.getElementById('map-data')!.textContent);
  const view = createViewport(() => ({ width: canvas.clientWidth, height: canvas.clientHeight }));
  const points = () => map.layouts[layoutChoice.value];
  const colouring = () => map.colourings[colourChoice.value];
  let selected: number | undefined;
  /** the code that is shown alone, chosen in the legend */
  let only: number | undefined;
  let colours: string[] = [];
  let names: RegionName[] = [];

  const scene = (): Scene => {
    const { codes } = colouring();
    return {
      points: points(),
      names: names.filter(({ code }) => only === undefined || code === only),
      colourOf: (index) => colours[codes[index]] ?? 'gray',
      isActive: (index) => only === undefined || codes[index] === only,
      selected,
    };
  };
  const draw = oncePerFrame(() => {
    drawMap(canvas, view, scene());
    canvas.dataset.drawn = String(map.items.length);
  });
  const select = (index: number | undefined) => {
    if (index === undefined || index === selected) return;
    selected = index;
    showItem(card, map, index);
    draw();
  };
  const selectAt = (at: Point, reach?: number) => select(nearestPoint(view, scene(), at, reach));
  const playSelected = () => {
    const clip = selected === undefined ? undefined : map.items[selected].clips?.[0];
    if (clip !== undefined) play(clip);
  };
  const updateColours = () => {
    colours = palette(colouring().names.length, darkScheme.matches);
    names = regionNames(colouring(), points());
    only = undefined;
    fillLegend(legend, colouring().names, colours, (code) => {
      only = code;
      draw();
    });
    draw();
  };

  listenToPointer(canvas, view, { draw, select: selectAt, playSelected });
  canvas.addEventListener('keydown', (event) => {
    if (isArrowKey(event.key) && selected === undefined) selectAt(centreOf(canvas), Infinity);
    else if (isArrowKey(event.key)) select(nextPoint(view, scene(), selected!, event.key));
    else if (event.key === 'Enter' || event.key === ' ') playSelected();
    else return;
    event.preventDefault();
  });
  for (const button of root.querySelectorAll<HTMLElement>('[data-zoom]')) {
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'reset') view.reset();
      else view.zoomBy(button.dataset.zoom === 'in' ? 1.6 : 1 / 1.6, centreOf(canvas));
      draw();
    });
  }
  layoutChoice.addEventListener('change', () => {
    view.reset();
    names = regionNames(colouring(), points());
    draw();
  });
  colourChoice.addEventListener('change', updateColours);
  darkScheme.addEventListener('change', updateColours);
  new ResizeObserver(draw).observe(canvas);
  updateColours();
  const first = map.items.findIndex(({ images = [], clips = [] }) => images.length + clips.length > 0);
  if (first >= 0) select(first);
}

/** Runs the work once in the next frame, however often it is requested before. */
function oncePerFrame(work: () => void): () => void {
  let isRequested = false;
  return () => {
    if (isRequested) return;
    isRequested = true;
    requestAnimationFrame(() => {
      isRequested = false;
      work();
    });
  };
}

const centreOf = ({ clientWidth, clientHeight }: HTMLCanvasElement): Point => ({ x: clientWidth / 2, y: clientHeight / 2 });
