import type { Draft } from './draft.ts';
import { assignSplits, shareGroupSplits, validationKeys } from './splits.ts';

const draft = (id: string, split?: Draft['split'], group?: string): Draft => ({ line: 2, id, split, group, media: {}, extra: {} });
const splitsOf = (drafts: readonly Draft[]) => drafts.map(({ split }) => split);

test('rows without a split follow their group', () => {
  const drafts = [draft('a', undefined, 'g'), draft('b', 'test', 'g'), draft('c', undefined, 'h')];
  expect(shareGroupSplits(drafts)).toEqual([]);
  expect(splitsOf(drafts)).toEqual(['test', 'test', undefined]);
});

test('a group in two splits is a problem', () => {
  expect(shareGroupSplits([draft('a', 'train', 'g'), draft('b', 'test', 'g')])).toMatchObject([{ column: 'split', value: 'test' }]);
});

test('a sample keeps its split when others are added', () => {
  const ids = Array.from({ length: 200 }, (_, i) => `s${i}`);
  const [few, many] = [ids.slice(0, 100), ids].map((some) => some.map((id) => draft(id)));
  for (const drafts of [few, many]) assignSplits(drafts, { seed: 7 });
  expect(splitsOf(many).slice(0, 100)).toEqual(splitsOf(few));
});

test('onlySplit is the split of all rows without one', () => {
  const drafts = [draft('a'), draft('b', 'train')];
  assignSplits(drafts, { seed: 1, onlySplit: 'test' });
  expect(splitsOf(drafts)).toEqual(['test', 'train']);
});

test('a tenth of the keys become validation, at least one of two, and none of one', () => {
  expect(
    validationKeys(
      1,
      Array.from({ length: 50 }, (_, i) => `k${i % 40}`),
    ).size,
  ).toBe(4);
  expect(validationKeys(1, ['a', 'b']).size).toBe(1);
  expect(validationKeys(1, ['a']).size).toBe(0);
});
