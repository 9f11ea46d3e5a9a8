// Also covers `neighbour-mean.ts`.
import { matrix } from '@mmae/matrix';
import { neighbourMean } from './neighbour-mean.ts';
import { classesOfTopic, composeProgrammes } from './programmes.ts';

const splits = ['train', 'validation', 'test'];
const rows = splits.flatMap((split) =>
  Array.from({ length: 50 }, (_, i) => ({ split, label: `c${i % 10}`, image: `${split}${i}.png`, audio: '', text: '' })),
);

test('every class is shown by four topics, and two topics share two classes at most', () => {
  const topics = Array.from({ length: 10 }, (_, topic) => classesOfTopic(topic));
  const counts = Array.from({ length: 10 }, (_, name) => topics.filter((classes) => classes.includes(name)).length);
  expect(counts).toEqual(Array(10).fill(4));
  const shared = topics.flatMap((a, i) => topics.slice(i + 1).map((b) => a.filter((name) => b.includes(name)).length));
  expect(Math.max(...shared)).toBe(2);
});

test('a shot is a sample of its split and of a class of its topic; shots of an item follow each other', () => {
  const composed = composeProgrammes(rows, 1);
  for (const { split, label, class: name, image, asset } of composed) {
    expect(classesOfTopic(Number(label.slice(5)))).toContain(Number(name.slice(1)));
    expect([image.startsWith(split), asset.startsWith(split)]).toEqual([true, true]);
  }
  const first = composed.filter(({ asset }) => asset === 'train-0');
  expect(first.map(({ from }) => Number(from))).toEqual(first.map((_, i) => i));
  expect(composeProgrammes(rows, 1)).toEqual(composed);
  expect(composeProgrammes(rows, 2)).not.toEqual(composed);
  expect(() => composeProgrammes(rows.slice(0, 9), 1)).toThrow('expected rows of ten labels, got 9');
});

test('the mean of neighbours is that of unit rows within the asset, and its direction', () => {
  const embedding = matrix(4, 2, Float32Array.of(2, 0, 0, 3, 0, 5, 7, 7));
  const { data } = neighbourMean(embedding, [[0, 1, 2]], 1);
  const [root2, root5] = [Math.SQRT1_2, 1 / Math.sqrt(5)];
  expect([...data]).toEqual([root2, root2, root5, 2 * root5, 0, 1, root2, root2].map((x) => expect.closeTo(x, 6)));
});
