import type { Tag } from '@mmae/archive-store';
import { sampleLabel } from './sample-label.ts';

const tag = (label: string, verdict?: 'accepted' | 'rejected'): Tag => ({
  label,
  verdict,
  origin: verdict ? 'person' : 'machine',
  version: 1,
});
const numAccepted = new Map([
  ['birds', 3],
  ['swan', 1],
  ['lake', 3],
]);

test.each([
  [
    'accepted for most samples, then by name',
    [tag('swan', 'accepted'), tag('lake', 'accepted'), tag('birds', 'accepted')],
    undefined,
    'birds',
  ],
  ['a machine tag is no label', [tag('birds')], undefined, undefined],
  ['a person before the data', [tag('swan', 'accepted')], 'goose', 'swan'],
  ['the data where people said nothing', [tag('birds')], 'goose', 'goose'],
  ['not the data that a person rejected', [tag('goose', 'rejected')], 'goose', undefined],
] as const)('%s', (_, tags, ofData, label) => {
  expect(sampleLabel(tags, ofData, { numAccepted })).toBe(label);
});

test('of the labels that are allowed, the first', () => {
  const tags = [tag('birds', 'accepted'), tag('swan', 'accepted')];
  expect(sampleLabel(tags, undefined, { numAccepted, allowed: ['lake', 'swan', 'birds'] })).toBe('swan');
  expect(sampleLabel(tags, undefined, { numAccepted, allowed: ['lake'] })).toBeUndefined();
  expect(sampleLabel([], 'goose', { numAccepted, allowed: ['lake'] })).toBeUndefined();
});
