import { createVocabulary } from './create-vocabulary.ts';
import { embeddingNearness } from './embedding-nearness.ts';

const names = [
  { qcode: 'x:harbour', embedding: Float32Array.of(2, 0) },
  { qcode: 'x:harbour', embedding: Float32Array.of(3, 4) },
  { qcode: 'x:forest', embedding: Float32Array.of(0, 0.5) },
  { qcode: 'x:desert', embedding: Float32Array.of(-1, -1) },
  { qcode: 'x:nothing', embedding: Float32Array.of(0, 0) },
];
const texts = new Map([['quay', Float32Array.of(0.3, 0.4)]]);
const nearness = embeddingNearness(names, (text) => texts.get(text));

test('the cosine with the nearest name of each concept, above 0', () => {
  const near = nearness('quay');
  expect([...near.keys()]).toEqual(['x:harbour', 'x:forest']);
  expect(near.get('x:harbour')).toBeCloseTo(1, 6);
  expect(near.get('x:forest')).toBeCloseTo(0.8, 6);
});

test('a text that the encoder cannot read is near nothing', () => {
  expect(nearness('unknown').size).toBe(0);
});

test('a vocabulary takes it as a match of its own kind', () => {
  const concept = {
    qcode: 'x:harbour',
    names: { en: 'harbour' },
    aliases: {},
    definitions: {},
    broader: [],
    matches: [],
    isRetired: false,
  };
  const [match] = createVocabulary([concept], { nearness }).match('quay');
  expect(match).toMatchObject({ by: 'nearness', concept: { qcode: 'x:harbour' } });
  expect(match.score).toBeCloseTo(0.6, 6);
});
