import { strideOf } from './stride.ts';

test('windows last about equally long at all frame rates', () => {
  expect([12, 23.976, 25, 29.97, 50, 59.94, 120].map(strideOf)).toEqual([1, 1, 1, 1, 2, 2, 5]);
});
