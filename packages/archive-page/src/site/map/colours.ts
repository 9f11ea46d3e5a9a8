import { noCluster, type MapData } from './map-data.ts';

/** Tableau 20 without its two greys, which are for points without a cluster. */
const palette = [
  ...[0x4e79a7, 0xf28e2b, 0xe15759, 0x76b7b2, 0x59a14f, 0xedc948, 0xb07aa1, 0xff9da7, 0x9c755f],
  ...[0xa0cbe8, 0xffbe7d, 0xff9d9a, 0x86bcb6, 0x8cd17d, 0xf1ce63, 0xd4a6c8, 0xfabfd2, 0xd7b5a6],
].map((rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]);
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
