import { matrix } from '@mmae/matrix';
import type { Results } from '@mmae/scoring';
import { decodeMap } from '../client/map/map-data.ts';
import { mapData, mapPoints } from './map-data.ts';

const store = { add: () => 'm0', numLeftOut: () => 0, toScript: () => ({ markup: '' }) };

/** Results with `count` items, of which the second has nothing to embed. */
function resultsWith(count: number): Results {
  const samples = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    split: 'test',
    label: index % 2 ? 'b' : undefined,
    media: { text: `text ${index}` },
    present: index === 1 ? [] : ['text'],
    extra: {},
  }));
  const previews = [{ id: 's2', split: 'test', media: { text: { kind: 'text', text: 'text 2' }, photo: { kind: 'picture' } } }];
  const clustering = { numClusters: 2, clusters: Int32Array.from(samples, (_, index) => index % 2) };
  return { run: { samples, previews }, clustering } as unknown as Results;
}

test('the page’s script reads back what is written: layouts keep their proportions, items without media to embed are left out', () => {
  const data = mapData(resultsWith(4), { PCA: matrix(3, 2, Float32Array.of(0, 0, 4, 0, 4, 1)) }, store)!;
  const { items, layouts, colourings } = decodeMap(JSON.stringify(data));
  expect(items).toEqual([{ id: 's0', text: 'text 0' }, { id: 's2', text: 'text 2', images: ['m0'], clips: [] }, { id: 's3', text: 'text 3' }]); // prettier-ignore
  const flat = layouts.PCA.flatMap(({ x, y }) => [x, y]);
  [0, 0.375, 1, 0.375, 1, 0.625].forEach((value, i) => expect(flat[i]).toBeCloseTo(value, 4));
  expect(colourings.label).toEqual({ names: ['b'], codes: [-1, -1, 0], hasRegions: true });
  expect(colourings.cluster.names).toEqual(['cluster 1', 'cluster 2']);
});

test('without layouts there is no map', () => {
  expect(mapData(resultsWith(3), {}, store)).toBeUndefined();
});

test('of many items 5,000 are shown, among them all that have a preview', () => {
  const { run } = resultsWith(20_000);
  expect(mapPoints(run, matrix(20_000, 1)).numRows).toBe(5000);
  const points = mapPoints(
    run,
    matrix(
      20_000,
      1,
      Float32Array.from({ length: 20_000 }, (_, index) => index),
    ),
  );
  expect(points.data).toContain(2);
});
