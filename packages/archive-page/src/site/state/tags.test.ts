import type { TagView } from '@mmae/archive-server';
import { inOrder, putTags, tagsOf } from './tags.ts';

const tag = (label: string, given: Partial<TagView> = {}): TagView => ({ label, origin: 'machine', version: 0, ...given });
const sure = (confidence: number) => ({ machine: { confidence, kind: 'label' as const, from: 'image', runVersion: 'v1' } });

test('what people say comes first, then the machine by confidence, rejected ones last', () => {
  const tags = [
    tag('no', { verdict: 'rejected', ...sure(0.99) }),
    tag('low', sure(0.2)),
    tag('high', sure(0.8)),
    tag('own', { origin: 'person', verdict: 'accepted' }),
  ];
  expect(inOrder(tags).map(({ label }) => label)).toEqual(['own', 'high', 'low', 'no']);
});

test('tags that changed replace those that were loaded', () => {
  const sample = { id: 'tags-test', tags: [tag('old')] };
  expect(tagsOf(sample)).toEqual([tag('old')]);
  putTags({ 'tags-test': [tag('new', { version: 7 })] });
  expect(tagsOf(sample)).toEqual([tag('new', { version: 7 })]);
});
