import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { instanceRecall } from '../index.ts';

const numSamples = 40;
const random = seededRandom(3);
const normal = (width: number) => matrix(numSamples, width, Float32Array.from({ length: numSamples * width }, random.normal));
const angles = Array.from({ length: numSamples }, (_, i) => (2 * Math.PI * i) / numSamples);
const onCircle = (shift: number) =>
  matrix(numSamples, 2, Float32Array.from(angles.flatMap((angle) => [Math.cos(angle + shift), Math.sin(angle + shift)])));

test('every sample finds its partner in the same embedding, whatever its scale', () => {
  const own = normal(5);
  const scaled = matrix(
    numSamples,
    5,
    own.data.map((x) => 7 * x),
  );
  expect(instanceRecall(own, scaled)).toEqual({ recallAt1: 1, recallAt5: 1, recallAt10: 1, numQueries: numSamples });
});

/** On a circle of equal steps turned by a little over n steps, the partner is the (2n + 1)-th nearest: 2n items are nearer. */
test.each([
  [0, [1, 1, 1]],
  [1, [0, 1, 1]],
  [2, [0, 1, 1]],
  [3, [0, 0, 1]],
  [4, [0, 0, 1]],
  [5, [0, 0, 0]],
])('turned by %i steps of a circle, partners are found from rank 2n + 1 on', (steps, expected) => {
  const { recallAt1, recallAt5, recallAt10 } = instanceRecall(onCircle(0), onCircle(((steps + 0.1) * 2 * Math.PI) / numSamples));
  expect([recallAt1, recallAt5, recallAt10]).toEqual(expected);
});

test('where all items are equal, recall is chance: depth / numSamples', () => {
  const equal = matrix(numSamples, 2, new Float32Array(2 * numSamples).fill(1));
  const { recallAt1, recallAt5, recallAt10 } = instanceRecall(normal(2), equal);
  expect([recallAt1, recallAt5, recallAt10]).toEqual([1, 5, 10].map((depth) => expect.closeTo(depth / numSamples, 10)));
});

test('two items that are equal share the hit', () => {
  const queries = matrix(3, 2, Float32Array.of(1, 0, 1, 0, 0, 1));
  expect(instanceRecall(queries, queries).recallAt1).toBeCloseTo((0.5 + 0.5 + 1) / 3, 10);
});

test('sides of different samples are refused', () => {
  expect(() => instanceRecall(matrix(3, 2), matrix(4, 2))).toThrow(/^instanceRecall: expected/);
});
