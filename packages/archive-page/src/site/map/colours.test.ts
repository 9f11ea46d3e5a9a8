import { clusterColour, pointColours } from './colours.ts';
import { noCluster } from './map-data.ts';

test('18 clusters differ, then colours repeat; no cluster is grey', () => {
  const colours = Array.from({ length: 18 }, (_, i) => clusterColour(i).join());
  expect(new Set([...colours, clusterColour(noCluster).join()]).size).toBe(19);
  expect(clusterColour(18)).toEqual(clusterColour(0));
});

test('points that are not selected are faint', () => {
  const map = { cluster: Uint16Array.of(0, 1), numPoints: 2 };
  expect([...pointColours(map)]).toEqual([...clusterColour(0), 230, ...clusterColour(1), 230]);
  expect([...pointColours(map, new Set([1]))]).toEqual([...clusterColour(0), 40, ...clusterColour(1), 230]);
});
