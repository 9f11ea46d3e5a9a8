import { isQuery, searchParams, toWeights, weightsOf } from './search-params.ts';

test('parameters of a search are kept, empty and other ones are not', () => {
  expect(searchParams(new URLSearchParams('q=sea&tag=a&tag=b&frame=7&language=')).toString()).toBe('q=sea&tag=a&tag=b');
});

test('filters alone rank nothing', () => {
  expect(isQuery(new URLSearchParams('tag=a&cluster=1'))).toBe(false);
  expect(isQuery(new URLSearchParams('tag=a&like=x'))).toBe(true);
});

test('weights are written and read back; equal ones are left out', () => {
  expect(toWeights({ image: 1, text: 0.5 })).toBe('image:1,text:0.5');
  expect(weightsOf('image:1,text:0.5')).toEqual({ image: 1, text: 0.5 });
  expect(toWeights({ image: 0.25, text: 0.25 })).toBe('');
  expect(weightsOf(null)).toEqual({});
});
