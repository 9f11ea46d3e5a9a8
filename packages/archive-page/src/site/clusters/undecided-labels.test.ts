import type { TagView } from '@mmae/archive-server';
import { undecidedLabels } from './undecided-labels.ts';

const machine = { confidence: 0.5, kind: 'label' as const, from: 'image', runVersion: 'v1' };
const tag = (label: string, given: Partial<TagView> = {}): TagView => ({ label, origin: 'machine', machine, version: 0, ...given });

test('labels without a verdict, those of most samples first', () => {
  const own: TagView = { label: 'own', origin: 'person', version: 1 };
  const samples = [
    [tag('sea'), tag('boat'), own],
    [tag('sea'), tag('done', { verdict: 'accepted' })],
    [tag('art')],
    [tag('no', { verdict: 'rejected' })],
  ];
  expect(undecidedLabels(samples)).toEqual(['sea', 'art', 'boat']);
});
