// Also covers `entries.ts`, `excluded.ts`, `groups.ts`, `hash.ts` and `splits.ts`.
import type { Picture } from '../sources/pictures.ts';
import { readWordNet } from '../words/wordnet.ts';
import { entriesOf } from './entries.ts';
import { groupsOf } from './groups.ts';
import { drawOf, shuffledBy } from './hash.ts';
import { splitsOf } from './splits.ts';

const concepts = {
  '00000001': ['dog', 'a member of the genus Canis'],
  '00000002': ['cat', 'a feline with a furry tail'],
  '00000003': ['bat', 'a nocturnal mouselike animal'],
  '00000004': ['bat', 'a club used for hitting a ball'],
  '00000005': ['simple', 'any herbaceous plant having medicinal properties'],
  '00000006': ['axe', 'a tool'],
};
const wordNet = readWordNet({
  data: Object.entries(concepts).map(([id, [word, gloss]]) => `${id} 05 n 01 ${word} 0 000 | ${gloss}`).join('\n'), // prettier-ignore
  index:
    'dog n 1 0 1 0 00000001\ncat n 1 0 1 0 00000002\nbat n 2 0 2 0 00000003 00000004\nsimple n 1 0 1 0 00000005\naxe n 1 0 1 0 00000006\n',
  exceptions: '',
});
const labelOf = (id: string) => (id === '00000004' ? 'pastime' : 'furry');
const picture = (title: string, options: Partial<Picture> = {}): Picture => ({
  source: 'noto',
  path: title,
  titles: [title],
  labels: ['furry'],
  needsWhole: false,
  load: () => Buffer.alloc(0),
  ...options,
});

test('one entry for each concept, with the pictures that name it best', () => {
  const pictures = [
    picture('happy dog'),
    picture('dog'),
    picture('dogs'),
    picture('dog', { source: 'gameIcons', path: 'icon' }),
    picture('lamp'),
  ];
  const { entries } = entriesOf(pictures, wordNet, { seed: 0, labelOf });
  expect(entries).toMatchObject([{ concept: '00000001', label: 'furry', name: 'dog', text: 'A member of the genus Canis.' }]);
  expect(entries[0].pictures.map(({ path }) => path).sort()).toEqual(['dog', 'dogs']);
});

test('an entry that says its label, a second concept of a name, a short text and an excluded name are left out and counted', () => {
  const pictures = ['cat', 'bat', 'simple', 'axe'].map((title) => picture(title));
  const { entries, leftOut } = entriesOf([...pictures, picture('bat', { labels: ['pastime'] })], wordNet, { seed: 0, labelOf });
  expect(entries.map(({ name }) => name)).toEqual(['bat']);
  expect(Object.values(leftOut)).toEqual([1, 1, 1, 1]);
});

test('a title that is no name as a whole does not count in a folder of all subjects', () => {
  expect(entriesOf([picture('happy dog', { needsWhole: true })], wordNet, { seed: 0, labelOf }).entries).toEqual([]);
});

test('a draw depends on its seed and key only', () => {
  expect(drawOf(0, 'dog')).toBe(drawOf(0, 'dog'));
  expect(drawOf(1, 'dog')).not.toBe(drawOf(0, 'dog'));
  const keys = Array.from({ length: 50 }, (_, i) => `k${i}`);
  const order = shuffledBy(keys, 0, (key) => key);
  expect(shuffledBy([...keys].reverse().slice(0, 40), 0, (key) => key)).toEqual(order.filter((key) => Number(key.slice(1)) >= 10));
});

test('each label is divided 75, 5 and 20, by group', () => {
  const items = Array.from({ length: 400 }, (_, i) => ({ label: i % 4 ? 'furry' : 'menu', group: `g${i}` }));
  const splits = splitsOf(items, 0);
  const count = (label: string, split: string) => items.filter((item) => item.label === label && splits.get(item.group) === split).length;
  for (const [label, size] of [
    ['furry', 300],
    ['menu', 100],
  ] as const) {
    // prettier-ignore
    expect(['train', 'validation', 'test'].map((split) => count(label, split) / size)).toEqual([0.75, 0.05, 0.2]);
  }
  expect(splitsOf([...items].reverse(), 0)).toEqual(new Map([...splits].reverse()));
});

test('items with nearly the same text are one group, across a third', () => {
  const texts = ['A bottle for holding wine.', 'A bottle for holding water.', 'A bottle for holding soft water.', 'A small car.'];
  const items = texts.map((text, i) => ({ id: String(i), label: 'furnishing', text }));
  expect([...groupsOf(items).values()]).toEqual(['0', '0', '0', '3']);
  expect([...groupsOf(items.map((item, i) => ({ ...item, label: `l${i}` }))).values()]).toEqual(['0', '1', '2', '3']);
});
