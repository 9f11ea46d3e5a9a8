import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { layouts, startLayouts } from './layouts.ts';

const random = seededRandom(1);
const points = matrix(30, 5, Float32Array.from({ length: 150 }, random.normal));

test('the worker (`layouts-worker.ts`) gives the same layouts as the function', async () => {
  const wait = startLayouts({ points, seed: 2 });
  expect(await wait()).toEqual(await layouts({ points, seed: 2 }));
});

test('three points have no layout, points of one dimension no PCA', async () => {
  expect(await layouts({ points: matrix(3, 5), seed: 2 })).toEqual({});
  expect(Object.keys(await layouts({ points: matrix(30, 1, points.data.slice(0, 30)), seed: 2 }))).toEqual(['UMAP']);
});

test('an error in the worker rejects the promise', async () => {
  const wait = startLayouts({ points: { ...points, data: undefined as never }, seed: 2 });
  await expect(wait()).rejects.toThrow();
});
