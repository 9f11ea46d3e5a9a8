// npm run demo: k-means on points drawn around four centres, scored for two to eight clusters.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import sharp from 'sharp';
import { kMeans } from '../src/index.ts';

const folder = fileURLToPath(new URL('out/', import.meta.url));
await mkdir(folder, { recursive: true });

const origins = [2, 2, 8, 3, 3, 8, 8, 8]; // x, y
const random = seededRandom(1);
const numPoints = 400;
const points = matrix(
  numPoints,
  2,
  Float32Array.from({ length: 2 * numPoints }, (_, k) => origins[k % 8] + 0.7 * random.normal()),
);

const total = kMeans(points, { numClusters: 1 }).inertia;
const tried = [2, 3, 4, 5, 6, 7, 8].map((numClusters) => {
  const found = kMeans(points, { numClusters, seed: 0 });
  return { numClusters, ...found, score: calinskiHarabasz(found.inertia, numClusters) };
});
const best = tried.reduce((a, b) => (b.score > a.score ? b : a));

console.log(`${numPoints} points around ${origins.length / 2} centres\n\nclusters  inertia  Calinski-Harabasz`);
for (const { numClusters, inertia, score } of tried) {
  console.log(
    `${String(numClusters).padStart(8)} ${inertia.toFixed(0).padStart(8)} ${score.toFixed(0).padStart(18)}${numClusters === best.numClusters ? '  ← best' : ''}`,
  );
}
await sharp(Buffer.from(scatter())).png().toFile(`${folder}k-means.png`);
console.log(`\n${best.numClusters} clusters by colour, with centres as rings → demo/out/k-means.png`);

/** Variance between clusters divided by variance within: higher is better. */
function calinskiHarabasz(inertia: number, numClusters: number): number {
  return (total - inertia) / (numClusters - 1) / (inertia / (numPoints - numClusters));
}

function scatter(): string {
  const hue = (cluster: number) => `hsl(${(360 * cluster) / best.numClusters}, 70%, 45%)`;
  const circle = (data: Float32Array, i: number, style: string) => `<circle cx="${data[2 * i]}" cy="${10.5 - data[2 * i + 1]}" ${style}/>`;
  const dots = Array.from(best.clusters, (cluster, i) => circle(points.data, i, `r=".06" fill="${hue(cluster)}"`));
  const rings = Array.from({ length: best.numClusters }, (_, i) =>
    circle(best.centres.data, i, 'r=".2" fill="none" stroke="black" stroke-width=".06"'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="525" height="525" viewBox="-0.5 -0.5 11.5 11.5"><rect x="-0.5" y="-0.5" width="11.5" height="11.5" fill="white"/>${dots.join('')}${rings.join('')}</svg>`;
}
