import { InputError } from '@mmae/input';
import { createVocabulary } from '@mmae/vocabulary';
import { runNearness } from './run-nearness.ts';

const concept = (qcode: string, names: Record<string, string>, isRetired = false) => ({ qcode, names, aliases: {}, definitions: {}, broader: [], matches: [], isRetired }); // prettier-ignore
const vocabulary = createVocabulary([
  concept('x:1', { en: 'harbour', 'de-AT': 'Hafen' }),
  concept('x:2', { en: 'forest', fr: 'quai' }),
  concept('x:3', { en: 'port' }, true),
  concept('x:4', { en: 'zeppelin' }),
  concept('x:5', { en: 'harbour zeppelin' }),
  concept('x:6', { en: 'the harbour forest' }),
]);
const embeddings: Record<string, number[]> = {
  harbour: [1, 0],
  hafen: [0.6, 0.8],
  forest: [0, 1],
  port: [1, 0],
  quai: [1, 0],
  quay: [1, 0],
  far: [1, 0],
  'the harbour forest': [0.5, -1],
  'harbour zeppelin': [1, 0],
};

const lines: string[] = [];
const context = {
  async embed(media: { kind: string; text?: string }) {
    const values = embeddings[media.text?.toLowerCase() ?? ''];
    if (!values) throw new InputError('no known word');
    return { embedding: Float32Array.from(values), isUnlikeTrain: media.text === 'far' };
  },
  languages: ['en', 'de'],
  progress: { say: (line: string) => void lines.push(line), update: () => undefined },
  signal: new AbortController().signal,
};

test('names in the languages of the archive are compared with labels, without retired ones and those with an unknown word', async () => {
  const near = await runNearness(vocabulary, [' quay', 'Hafen'], context);
  expect([...near('quay').keys()]).toEqual(['x:1', 'x:6']);
  expect(near('quay').get('x:1')).toBe(1);
  expect([...near('Hafen').values()].map((value) => value.toFixed(3))).toEqual(['1.000', '0.800']);
  expect(lines).toEqual(['the run knows 4 of 6 names of concepts']);
});

test('labels that the run does not know, or that are unlike its training data, are near nothing', async () => {
  const near = await runNearness(vocabulary, ['far', 'other'], context);
  expect([near('far').size, near('other').size, near('never asked').size]).toEqual([0, 0, 0]);
});
