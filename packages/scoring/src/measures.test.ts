import type { Scores } from '@mmae/run-folder';
import { chanceMap, measureOf, measures, methodName } from './index.ts';

const retrieval = (map: number, recallAt1: number, chance: number) =>
  ({ map, recallAt1, chanceMap: chance }) as NonNullable<Scores['retrieval']>[string];
const scores: Scores = {
  numSamples: 60,
  numClusters: 3,
  nmi: 0.5,
  retrieval: { 'image->text': retrieval(0.4, 0.2, 0.1), 'text->image': retrieval(0.6, 0.4, 0.3) },
  missing: { '0.5': { nmi: 0.3, ari: 0.2 } },
};

test('a measure is a number of the scores, or a mean over directions', () => {
  const values = ['nmi', 'map', 'recallAt1', 'chanceMap', 'missingHalf'].map((key) => measureOf(key).of(scores));
  expect(values.map((value) => value!.toFixed(2))).toEqual(['0.50', '0.50', '0.30', '0.20', '0.30']);
  expect(measureOf('ari').of(scores)).toBeUndefined();
  expect(chanceMap({ numSamples: 60, numClusters: 3 })).toBeUndefined();
});

test('keys are unique, and an unknown one is refused', () => {
  expect(new Set(measures.map(({ key }) => key)).size).toBe(measures.length);
  expect(() => measureOf('nmj')).toThrow('measureOf: expected one of nmi, ari, ami, ');
});

test('methods have names; an unknown one keeps its key', () => {
  expect(['mmae', 'alone.audio', 'own', 'constructor'].map(methodName)).toEqual(['MMAE', 'audio alone', 'own', 'constructor']);
});
