import { Deck, OrthographicView, type OrthographicViewState } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import { pointColours } from './colours.ts';
import type { Point } from './lasso.ts';
import type { MapData } from './map-data.ts';

/** One unit of the map, from the centre to an edge, in units of the view. */
const scale = 400;

/** From here on, points are drawn smaller, and not in the full resolution of fine screens. */
const manyPoints = 20_000;

export interface MapView {
  show(selected: ReadonlySet<number> | undefined): void;
  /** Position on the map of a pixel of the canvas. */
  toMap(pixel: Point): Point;
  /** Whether dragging moves the map. */
  setDragging(isOn: boolean): void;
  reset(): void;
  destroy(): void;
}

export interface MapEvents {
  onHover(index: number | undefined, pixel: Point): void;
  onClick(index: number): void;
  onDrawn(): void;
}

/** Draws the points of a map with WebGL; drag moves, wheel and pinch zoom. */
export function mapView(place: HTMLDivElement, data: MapData, events: MapEvents): MapView {
  const parent = place.appendChild(document.createElement('div')); // of this view alone: a view may end before its canvas is there
  const positions = new Float32Array(2 * data.numPoints);
  for (let i = 0; i < data.numPoints; i++) positions.set([data.x[i]! * scale, data.y[i]! * scale], 2 * i);
  const controller = (isOn: boolean) => ({ dragPan: isOn, doubleClickZoom: true, keyboard: true, inertia: 200 });
  const whole = (): OrthographicViewState => ({
    target: [0, 0, 0],
    zoom: Math.log2(Math.max(0.01, Math.min(parent.clientWidth, parent.clientHeight) / (2.1 * scale))),
    minZoom: -4,
    maxZoom: 12,
  });
  const layer = (selected?: ReadonlySet<number>) =>
    new ScatterplotLayer({
      id: 'points',
      data: {
        length: data.numPoints,
        attributes: {
          getPosition: { value: positions, size: 2 },
          getFillColor: { value: pointColours(data, selected), size: 4, normalized: true },
        },
      },
      getRadius: 1,
      radiusUnits: 'common',
      radiusMinPixels: data.numPoints < manyPoints ? 3 : 1.5,
      radiusMaxPixels: 9,
      pickable: true,
    });
  const deck = new Deck({
    parent,
    views: new OrthographicView({ id: 'map', flipY: false }),
    initialViewState: whole(),
    controller: controller(true),
    layers: [layer()],
    pickingRadius: 6,
    useDevicePixels: data.numPoints < manyPoints,
    deviceProps: { type: 'webgl', webgl: { antialias: false } }, // points are round without it
    onHover: ({ index, x, y }) => events.onHover(index >= 0 ? index : undefined, [x, y]),
    onClick: ({ index }) => index >= 0 && events.onClick(index),
    onAfterRender: () => events.onDrawn(),
    getCursor: ({ isDragging, isHovering }) => (isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab'),
  });
  return {
    show: (selected) => deck.setProps({ layers: [layer(selected)] }),
    toMap(pixel) {
      const [x = 0, y = 0] = deck.getViewports()[0]!.unproject([...pixel]);
      return [x / scale, y / scale];
    },
    setDragging: (isOn) => deck.setProps({ controller: controller(isOn) }),
    reset: () => deck.setProps({ initialViewState: { ...whole() } }),
    destroy() {
      deck.finalize();
      parent.remove();
    },
  };
}
