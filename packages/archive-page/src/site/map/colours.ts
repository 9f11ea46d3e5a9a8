import { noCluster, type MapData } from './map-data.ts';

/** Tableau 20 without its two greys, which stand for points without a cluster. */
const palette = [
  ...['4e79a7', 'f28e2b', 'e15759', '76b7b2', '59a14f', 'edc948', 'b07aa1', 'ff9da7', '9c755f'],
  ...['a0cbe8', 'ffbe7d', 'ff9d9a', '86bcb6', '8cd17d', 'f1ce63', 'd4a6c8', 'fabfd2', 'd7b5a6'],
].map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));
const grey = [140, 140, 140];

/** RGB of a cluster; colours repeat after 18 clusters. */
export const clusterColour = (cluster: number): readonly number[] => (cluster === noCluster ? grey : palette[cluster % palette.length]!);

/** RGBA of every point by its cluster, shape `[numPoints, 4]`; where some are selected, the others are faint. */
export function pointColours({ cluster, numPoints }: Pick<MapData, 'cluster' | 'numPoints'>, selected?: ReadonlySet<number>): Uint8Array {
  const colours = new Uint8Array(4 * numPoints);
  for (let i = 0; i < numPoints; i++) {
    colours.set(clusterColour(cluster[i]!), 4 * i);
    colours[4 * i + 3] = selected === undefined || selected.has(i) ? 230 : 40;
  }
  return colours;
}
