import { decodeMap, noCluster } from './map-data.ts';

/** The bytes as the server writes them, by DataView. */
function encode(points: readonly (readonly [x: number, y: number, key: number, cluster: number])[]): ArrayBuffer {
  const n = points.length;
  const view = new DataView(new ArrayBuffer(4 + 14 * n));
  view.setUint32(0, n, true);
  points.forEach(([x, y, key, cluster], i) => {
    view.setFloat32(4 + 4 * i, x, true);
    view.setFloat32(4 + 4 * (n + i), y, true);
    view.setUint32(4 + 4 * (2 * n + i), key, true);
    view.setUint16(4 + 12 * n + 2 * i, cluster, true);
  });
  return view.buffer as ArrayBuffer;
}

test('a map is read as it was written', () => {
  const map = decodeMap(encode([[0.5, -1, 7, 0], [0.25, 1, 70_000, noCluster], [-0.75, 0, 3, 12]])); // prettier-ignore
  expect([...map.x]).toEqual([0.5, 0.25, -0.75]);
  expect([...map.y]).toEqual([-1, 1, 0]);
  expect([...map.key]).toEqual([7, 70_000, 3]);
  expect([...map.cluster]).toEqual([0, noCluster, 12]);
});

test('an empty map has no points; one that ends early is an error', () => {
  expect(decodeMap(encode([])).numPoints).toBe(0);
  expect(() => decodeMap(encode([[0, 0, 1, 1]]).slice(0, 17))).toThrow('decodeMap: expected 18 bytes for 1 points, got 17.');
});
