import { decodeMap, regionNames } from './map-data.ts';

test('coordinates are pairs of 16-bit little-endian integers', () => {
  const base64 = btoa(String.fromCharCode(0, 0, 255, 255, 51, 51, 102, 102));
  const { layouts } = decodeMap(JSON.stringify({ items: [], colourings: {}, layouts: { PCA: base64 } }));
  expect(layouts.PCA).toEqual([
    { x: 0, y: 1 },
    { x: 0.2, y: 0.4 },
  ]);
});

const points = [0, 1, 2, 10].map((x) => ({ x, y: -x }));

test('a name is at the median of its items, the most frequent first; names without items are left out', () => {
  const colouring = { names: ['a', 'b', 'c'], codes: [1, 1, 1, 0], hasRegions: true };
  expect(regionNames(colouring, points)).toMatchObject([
    { name: 'b', code: 1, point: { x: 1, y: -1 } },
    { name: 'a', code: 0, point: { x: 10, y: -10 } },
  ]);
});

test('no names are written for a colouring whose items are scattered, nor for more names than can be read', () => {
  expect(regionNames({ names: ['a'], codes: [0, 0, 0, 0] }, points)).toEqual([]);
  const names = Array.from({ length: 81 }, (_, index) => `${index}`);
  expect(regionNames({ names, codes: [0, 1, 2, 3], hasRegions: true }, points)).toEqual([]);
});
