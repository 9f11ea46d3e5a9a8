import type { Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { normalMatrix } from '../tables.test.helper.ts';
import { convolve, convolveTransposed } from './convolution.ts';

test('the transposed convolution is the adjoint of the convolution', () => {
  const image = { height: 5, width: 4, channels: 2 };
  const random = seededRandom(4);
  const filter = normalMatrix(9 * 2, 3, random);
  const [x, y] = [normalMatrix(2, 40, random), normalMatrix(2, 3 * 2 * 3, random)];
  const dot = (p: Matrix, q: Matrix) => p.data.reduce((sum, value, k) => sum + value * q.data[k], 0);
  expect(dot(convolve(x, filter, image), y)).toBeCloseTo(dot(x, convolveTransposed(y, filter, image)), 4);
});
