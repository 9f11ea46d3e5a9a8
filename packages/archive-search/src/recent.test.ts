import { recent } from './recent.ts';

test('makes a value once, and again when others were asked for since', () => {
  const made: string[] = [];
  const length = recent<number>(2);
  for (const key of ['a', 'bb', 'a', 'ccc', 'a', 'bb']) expect(length(key, () => made.push(key) && key.length)).toBe(key.length);
  expect(made).toEqual(['a', 'bb', 'ccc', 'bb']);
});

test('what failed is tried again', async () => {
  const once = recent<Promise<number>>(2);
  await expect(once('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await once('a', () => Promise.resolve(1))).toBe(1);
});
