import type { Item } from './queue.ts';
import { itemKey, nextUndecided, tagNow } from './queue.ts';
import { putTags } from '../state/tags.ts';

const item = (id: string, label = 'sea'): Item => {
  const tag = { label, origin: 'machine' as const, version: 0 };
  return { sample: { id, asset: { id: 'a', title: 'A', path: 'a', kind: 'film' }, has: [], text: '', tags: [tag] }, tag };
};

test('the next item without a verdict: after, then before, else the same', () => {
  const items = ['0', '1', '2', '3'].map((id) => item(id));
  const decided =
    (...ids: string[]) =>
    (one: Item) =>
      ids.includes(one.sample.id);
  expect(nextUndecided(items, 1, decided('1', '2'))).toBe(3);
  expect(nextUndecided(items, 3, decided('3', '0'))).toBe(1);
  expect(nextUndecided(items, 2, decided('0', '1', '2', '3'))).toBe(2);
});

test('the tag of an item is what others have made of it since', () => {
  const own = item('queue-test');
  expect(tagNow(own)).toBe(own.tag);
  putTags({ 'queue-test': [{ ...own.tag, verdict: 'rejected', who: 'Ada', version: 3 }] });
  expect(tagNow(own)).toMatchObject({ verdict: 'rejected', who: 'Ada' });
  expect(itemKey(own)).toBe('queue-test\nsea');
});
