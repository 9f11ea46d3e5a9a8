import { matrix } from '@mmae/matrix';
import { meanDirection, moved, similarities } from './similarity.ts';
import { vectorIndexes } from './vector-index.ts';

const vectors: Record<string, [keys: number[], rows: number[]]> = {
  joint: [[1, 2, 3], [1, 0, 0, 1, 0, 0]],
  image: [[1, 3], [0, 1, 1, 0]],
}; // prettier-ignore
const indexOf = vectorIndexes({
  indexVersion: () => 1,
  embeddings: (subset) => {
    const found = vectors[subset];
    return found && { sampleKeys: Uint32Array.from(found[0]), matrix: matrix(found[0].length, 2, Float32Array.from(found[1])) };
  },
});
const query = () => Float32Array.of(1, 0);

test('the mean of cosines by weight, over what a sample has', () => {
  const keys = Uint32Array.of(1, 2, 3);
  expect([...similarities(keys, indexOf, query, { joint: 1 })]).toEqual([1, 0, NaN]);
  expect([...similarities(keys, indexOf, query, { joint: 3, image: 1, audio: 5 })]).toEqual([0.75, 0, 1]);
  expect([...similarities(Uint32Array.of(3), indexOf, query, { image: 1 })]).toEqual([1]);
});

test('a query moves towards what is relevant and away from what is not', () => {
  const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
  const towards = moved(x, [y, y], [])!;
  expect(towards[1] / towards[0]).toBeCloseTo(0.75);
  const away = moved(x, [], [y])!;
  expect(away[1] / away[0]).toBeCloseTo(-0.15);
  expect(moved(undefined, [], [y])).toBeUndefined();
  expect([...meanDirection([x, y])!]).toEqual([expect.closeTo(Math.SQRT1_2), expect.closeTo(Math.SQRT1_2)]);
});
