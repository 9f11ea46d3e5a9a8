import { fingerprint, limitOf, offsetOf, toCursor, weightsOf } from './search-options.ts';

test('a cursor belongs to its search', () => {
  const request = { text: 'harbour', filter: { cluster: 2, language: 'de' } };
  const cursor = toCursor(40, request);
  expect(offsetOf({ ...request, cursor, limit: 5 })).toBe(40);
  expect(offsetOf({ filter: { language: 'de', cluster: 2 }, text: 'harbour', cursor })).toBe(40);
  expect(() => offsetOf({ text: 'other', cursor })).toThrow('expected a cursor of an earlier page of the same search');
  expect(() => offsetOf({ ...request, cursor: '-1.x' })).toThrow('"-1.x"');
  expect(fingerprint({ text: 'a', like: undefined })).toBe(fingerprint({ text: 'a' }));
});

test('limits and weights', () => {
  expect(limitOf({})).toBe(20);
  expect(() => limitOf({ limit: 201 })).toThrow('1 … 200, got 201');
  expect(weightsOf({}, ['image', 'text'])).toEqual({ joint: 1 });
  expect(weightsOf({ weights: { image: 1 } }, ['image', 'text'])).toEqual({ image: 1 });
  expect(() => weightsOf({ weights: { imag: 1 } }, ['image', 'text'])).toThrow('by image, text, got "imag". Did you mean image?');
  expect(() => weightsOf({ weights: { image: -1 } }, ['image'])).toThrow('at least 0 for image, got -1');
  expect(() => weightsOf({ weights: { image: 0 } }, ['image'])).toThrow('a weight above 0');
});
