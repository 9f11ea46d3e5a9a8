import { nearestName } from './nearest-name.ts';

const options = ['size', 'features', 'maxPixels', 'shiftPixels'];

test.each([
  ['sise', 'size'],
  ['maxpixel', 'maxPixels'],
  ['feature', 'features'],
  ['szie', 'size'],
])('%s is closest to %s', (misspelt, meant) => {
  expect(nearestName(misspelt, options)).toBe(meant);
});

test('a word unlike any known name has no nearest name', () => {
  expect(nearestName('colour', options)).toBeUndefined();
  expect(nearestName('size', [])).toBeUndefined();
});
