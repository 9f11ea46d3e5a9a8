import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { beginLayouts } from './begin-layouts.ts';
import { layouts } from './layouts.ts';

const random = seededRandom(1);
const points = matrix(30, 5, Float32Array.from({ length: 150 }, random.normal));

test('a thread lays points out where the caller would', async () => {
  const found = beginLayouts(points, 2);
  expect(await found()).toEqual(await layouts(points, 2));
});

test('what fails in the thread is told to whoever asks', async () => {
  const found = beginLayouts({ ...points, data: undefined as never }, 2);
  await expect(found()).rejects.toThrow();
});
