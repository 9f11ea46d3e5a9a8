import { consensusEmbedding } from '@mmae/clustering';
import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { maxNumCodes, numCodes } from './index.ts';

/** Samples of several kinds, each a direction of its own with noise. */
function kinds(numSamples: number, numKinds: number) {
  const random = seededRandom(5);
  const width = 16;
  const data = Float32Array.from({ length: width * numSamples }, (_, i) => {
    const kind = Math.floor(i / width) % numKinds;
    return (i % width === kind ? 4 : 0) + 0.3 * random.normal();
  });
  return consensusEmbedding([matrix(numSamples, width, data)]);
}

test.each([5, 9, 12])('%d kinds of samples give as many codes', (numKinds) => {
  expect(numCodes(kinds(240, numKinds), 0).numClusters).toBe(numKinds);
});

test('few samples give few codes: at least 2, and at most one for every five samples', () => {
  expect(numCodes(kinds(2, 2), 0)).toEqual({ numClusters: 2, scores: [] });
  expect(numCodes(kinds(15, 3), 0).numClusters).toBe(3);
  const { numClusters, scores } = numCodes(kinds(40, 10), 0);
  expect(numClusters).toBe(8);
  expect(scores.map((each) => each.numClusters)).toEqual([4, 5, 6, 7, 8]);
  expect([1, 9, 10, 40, 400, 10_000].map(maxNumCodes)).toEqual([2, 2, 2, 8, 80, 80]);
});
