import { matrix } from '@mmae/matrix';
import { compareFeatures } from './compare-features.ts';
import { mostFrequentTags, nearestFeatureTags } from './baseline-tags.ts';
import { scoreProposals } from './score-tags.ts';
import { isRight, type TagTruth } from './tag-truth.ts';

const word = (tag: string) => ({ kind: 'word', tag, score: 1 }) as const;
const label = (tag: string) => ({ kind: 'label', tag, score: 1 }) as const;
const truths: TagTruth[] = [
  { words: new Set(['sea', 'gull']), label: 'harbour' },
  { words: new Set(['sea']), label: 'harbour' },
  { label: 'bridge' },
  {},
];

test('a tag is right, wrong, or unknown', () => {
  expect(truths.map((truth) => isRight(word('gull'), truth))).toEqual([true, false, undefined, undefined]);
  expect(truths.map((truth) => isRight(label('bridge'), truth))).toEqual([false, false, true, undefined]);
});

test('words are scored by the precision of the first five; samples without known words are left out', () => {
  const five = ['sea', 'gull', 'a', 'b', 'c', 'gull'].map(word);
  expect(scoreProposals('word', [five, [word('sea')], five, five], truths)).toBeCloseTo((2 / 5 + 1 / 5) / 2, 12);
  expect(scoreProposals('word', [five], [{ label: 'x' }])).toBeUndefined();
});

test('labels are scored by the macro F1 of the first; no proposal counts as wrong', () => {
  const proposals = [[label('harbour')], [label('bridge')], [label('bridge'), label('harbour')], []];
  // harbour: 1 right of 1 proposed, 2 there: F1 2/3; bridge: 1 right of 2 proposed, 1 there: F1 2/3
  expect(scoreProposals('label', proposals, truths)).toBeCloseTo(2 / 3, 12);
  expect(scoreProposals('label', [[], [], [], []], truths)).toBe(0);
});

test('the most frequent tags are the words of most texts and the label of most samples', () => {
  const gallery = { table: { ids: [], blocks: {}, present: {} }, truths };
  expect(mostFrequentTags(gallery, 1).map(({ kind, tag }) => `${kind} ${tag}`)).toEqual(['word sea', 'label harbour']);
});

test('nearestFeatureTags proposes the labels of the nearest samples, ignoring unlabelled ones', () => {
  const table = (values: number[]) => ({
    ids: values.map(String),
    blocks: { image: matrix(values.length, 2, Float32Array.from(values.flatMap((x) => [x, 1 - x]))) },
    present: { image: new Uint8Array(values.length).fill(1) },
  });
  const gallery = { table: table([0, 1, 1]), truths: [{ label: 'bridge' }, { label: 'harbour' }, {}] };
  const [[tags]] = nearestFeatureTags(gallery, table([0.9]), [['image']]);
  expect(tags.map(({ tag }) => tag)).toEqual(['harbour', 'bridge']);
  expect(tags[0].score).toBeGreaterThan(tags[1].score);
});

test('compareFeatures compares concatenated features of samples that have all modalities of a subset', () => {
  const table = (values: number[], hasSound: number[]) => ({
    ids: values.map(String),
    blocks: { image: matrix(values.length, 1, Float32Array.from(values)), sound: matrix(values.length, 1, Float32Array.from(hasSound)) },
    present: { image: new Uint8Array(values.length).fill(1), sound: Uint8Array.from(hasSound) },
  });
  const seen: [number, number, number[]][] = [];
  compareFeatures(table([2, -3], [1, 0]), table([5, 1, 0], [0, 1, 0]), [['image'], ['image', 'sound']], (subset, query, cosines) => {
    seen.push([subset, query, Array.from(cosines, (cosine) => Number(cosine.toFixed(4)))]);
  });
  // (2, 1) and (1, 1): 3 / √10
  expect(seen).toEqual([
    [0, 0, [1, 1, 0]],
    [0, 1, [-1, -1, 0]],
    [1, 0, [0, 0.9487, 0]],
  ]);
});
