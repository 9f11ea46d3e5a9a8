import { createViewport, isArrowKey, nearestPoint, nextPoint } from './viewport.ts';

const createView = () => createViewport(() => ({ width: 248, height: 148 })); // 200 × 100 inside the padding
const square = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
];
const all = { points: square, isActive: () => true };

test('the whole map fills the canvas inside its padding', () => {
  const view = createView();
  expect(square.map(view.toCanvas)).toEqual([
    { x: 24, y: 24 },
    { x: 224, y: 24 },
    { x: 24, y: 124 },
    { x: 224, y: 124 },
  ]);
});

test('zooming keeps the fixed point where it is, is limited to 1 … 40, and reset shows the whole map', () => {
  const view = createView();
  const fixed = { x: 100, y: 80 };
  const mapPoint = { x: (100 - 24) / 200, y: (80 - 24) / 100 };
  view.zoomBy(3, fixed);
  view.zoomBy(2, fixed);
  expect(view.zoomLevel()).toBe(6);
  expect(view.toCanvas(mapPoint).x).toBeCloseTo(100, 9);
  expect(view.toCanvas(mapPoint).y).toBeCloseTo(80, 9);
  view.zoomBy(1000, fixed);
  expect(view.zoomLevel()).toBe(40);
  view.reset();
  expect(view.toCanvas(square[0])).toEqual({ x: 24, y: 24 });
});

test('panning moves points by as many pixels, at any zoom', () => {
  const view = createView();
  view.zoomBy(4, { x: 24, y: 24 });
  view.panBy(10, -6);
  expect(view.toCanvas(square[0]).x).toBeCloseTo(34, 9);
  expect(view.toCanvas(square[0]).y).toBeCloseTo(18, 9);
});

test('the nearest active point within reach', () => {
  const view = createView();
  expect(nearestPoint(view, all, { x: 220, y: 30 })).toBe(1);
  expect(nearestPoint(view, all, { x: 120, y: 60 })).toBeUndefined();
  expect(nearestPoint(view, { ...all, isActive: (index) => index === 2 }, { x: 220, y: 30 }, Infinity)).toBe(2);
});

test('arrow keys select the next point in their direction, and stay where there is none', () => {
  const view = createView();
  expect((['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'] as const).map((key) => nextPoint(view, all, 0, key))).toEqual([1, 2, 0, 0]);
  expect(['ArrowUp', 'Enter', 'toString'].map(isArrowKey)).toEqual([true, false, false]);
});
