import { listOf, toggled, withParams } from './router.ts';

test('parameters are changed, repeated and removed; the others stay', () => {
  const changed = withParams(new URLSearchParams('q=sea&tag=a&language=de'), {
    tag: ['a', 'b & c'],
    language: undefined,
    cluster: '3',
    asset: '',
  });
  expect(changed.toString()).toBe('q=sea&tag=a&tag=b+%26+c&cluster=3');
});

test('a list is toggled by element', () => {
  const list = listOf(new URLSearchParams('like=a:0-5,b'), 'like');
  expect(toggled(list, 'c')).toEqual(['a:0-5', 'b', 'c']);
  expect(toggled(list, 'a:0-5')).toEqual(['b']);
  expect(listOf(new URLSearchParams(), 'like')).toEqual([]);
});
