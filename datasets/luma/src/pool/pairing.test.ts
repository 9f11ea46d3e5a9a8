import { readFileSync } from 'node:fs';
import { knownClasses } from '../classes.ts';
import { randomState } from './mersenne-twister.ts';
import { pairOod, pairRows } from './pairing.ts';

const reference = JSON.parse(readFileSync(new URL('../../test/reference/random-state.json', import.meta.url), 'utf8')) as {
  permutations: number[][];
  words: number[];
};

/** What LUMA's authors draw for the class "man". */
const published = {
  train: {
    audio: [361, 73, 374, 155, 104, 394, 377, 124],
    text: [306, 449, 123, 194, 66, 394, 430, 345],
    image: [115, 267, 27, 421, 471, 257, 469, 459],
  },
  test: {
    audio: [24, 80, 9, 96, 18, 90, 26, 68],
    text: [18, 99, 80, 45, 64, 56, 93, 87],
    image: [63, 64, 50, 14, 37, 13, 0, 58],
  },
};

const ofEach = (count: number) => {
  const labels = knownClasses.flatMap((label) => Array.from({ length: count }, () => label));
  return { audio: labels, text: labels, image: labels };
};

describe('pairing', () => {
  it('draws words and permutations as numpy does', () => {
    const random = randomState(42);
    expect(reference.permutations.map(({ length }) => [...random.permutation(length)])).toEqual(reference.permutations);
    const other = randomState(0);
    const words = Array.from({ length: 1300 }, () => other.word());
    expect(words.filter((_, i) => i % 100 === 0)).toEqual(reference.words);
  });

  it('pairs train, then test, as LUMA does', () => {
    const random = randomState(42);
    for (const [split, count] of [
      ['train', 500],
      ['test', 100],
    ] as const) {
      // prettier-ignore
      const triples = pairRows(ofEach(count), knownClasses, random);
      expect(triples).toHaveLength(42 * count);
      for (const modality of ['audio', 'text', 'image'] as const) {
        expect(triples.slice(0, 8).map((triple) => triple[modality])).toEqual(published[split][modality]);
      }
    }
  });

  it('a class has as many out-of-distribution triples as its rarest modality has rows, each used once', () => {
    const triples = pairOod(
      { audio: ['a', 'b', 'a', 'a'], text: ['a', 'a', 'b'], image: ['b', 'a', 'a', 'b'] },
      ['a', 'b'],
      randomState(1),
    );
    expect(triples).toHaveLength(3);
    expect(triples.map(({ text }) => text).sort()).toEqual([0, 1, 2]);
    expect(triples.slice(0, 2).every(({ audio }) => audio !== 1)).toBe(true);
  });

  it('refuses a seed that numpy would refuse', () => {
    expect(() => randomState(-1)).toThrow('randomState: expected a whole seed from 0 to 4294967295, got -1');
  });
});
