import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { numClustersBySilhouette } from '../index.ts';

/** Points about `numCentres` centres far from each other. */
function blobs(numPoints: number, numCentres: number) {
  const random = seededRandom(3);
  const data = Float32Array.from({ length: 2 * numPoints }, (_, i) => {
    const centre = Math.floor(i / 2) % numCentres;
    return 40 * Math.floor(i % 2 ? centre / 3 : centre % 3) + random.normal();
  });
  return matrix(numPoints, 2, data);
}

const options = { from: 2, to: 20, maxPoints: 200, distance: 'sqeuclidean' } as const;

test.each([3, 5, 9])('%d blobs are found, from all points and from a sample', (numCentres) => {
  const { numClusters, scores } = numClustersBySilhouette(blobs(120, numCentres), options);
  expect(numClusters).toBe(numCentres);
  expect(scores.map((each) => each.numClusters)).toEqual(Array.from({ length: 19 }, (_, i) => i + 2));
  expect(Math.max(...scores.map(({ score }) => score))).toBe(scores.find((each) => each.numClusters === numCentres)!.score);
  expect(numClustersBySilhouette(blobs(2000, numCentres), { ...options, distance: 'euclidean' }).numClusters).toBe(numCentres);
});

test('with few points the smallest number is returned; with fewer than that, an error', () => {
  expect(numClustersBySilhouette(blobs(3, 3), options)).toEqual({ numClusters: 2, scores: [] });
  expect(() => numClustersBySilhouette(blobs(1, 1), options)).toThrow('expected a whole 2 <= from <= 1 (points), got 2. Add points.');
});
