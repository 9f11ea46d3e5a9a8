import { seededRandom } from '@mmae/random';
// Also tests `misread.ts` and `misspellings.ts`.
import { textErrors, withErrors, type TextError } from './text-errors.ts';

const text =
  "The men's horses and a woman's dogs crossed the narrow river, while children were standing beside their grandmother's kitchen.";
const words = (of: string) => of.split(' ');
const changedWords = (kind: TextError, seed: number) => {
  const [before, after] = [words(text), words(withErrors(text, kind, seededRandom(seed)))];
  expect(after).toHaveLength(before.length);
  return before.filter((word, i) => word !== after[i]);
};

describe('withErrors', () => {
  it.each(textErrors)('%s: the same seed gives the same text, another seed a different one', (kind) => {
    expect(withErrors(text, kind, seededRandom(1))).toBe(withErrors(text, kind, seededRandom(1)));
    expect(withErrors(text, kind, seededRandom(1))).not.toBe(withErrors(text, kind, seededRandom(2)));
  });

  it.each(textErrors)('%s: leaves words that masking the labels must still find', (kind) => {
    for (let seed = 0; seed < 30; seed++) {
      for (const word of changedWords(kind, seed)) expect(["men's", 'horses', "woman's", 'dogs']).not.toContain(word);
    }
  });

  it('alters as many words as LUMA’s configuration says', () => {
    const counts = (kind: TextError) => Array.from({ length: 40 }, (_, seed) => changedWords(kind, seed).length);
    const numFree = 13; // words of two letters or more that are not labels
    expect(Math.max(...counts('keyboard'))).toBeLessThanOrEqual(8);
    expect(Math.min(...counts('keyboard'))).toBeGreaterThanOrEqual(3);
    expect(Math.max(...counts('spelling'))).toBeLessThanOrEqual(Math.ceil(0.4 * numFree));
    expect(Math.max(...counts('ocr'))).toBeLessThanOrEqual(Math.ceil(0.5 * numFree));
  });

  it('typing errors are neighbouring keys', () => {
    const wrong = withErrors('ggggg', 'keyboard', seededRandom(5));
    expect(wrong).toMatch(/^[gtyfhvb]{5}$/);
    expect(wrong).not.toBe('ggggg');
  });

  it('spelling errors and misread letters are plausible', () => {
    const all = (word: string, kind: TextError) =>
      new Set(Array.from({ length: 60 }, (_, seed) => withErrors(word, kind, seededRandom(seed))));
    expect(all('believe', 'spelling')).toEqual(new Set(['beleive']));
    expect(all('pot', 'spelling')).toEqual(new Set(['pt', 'poot', 'pto']));
    expect(all('corn', 'ocr')).toEqual(new Set(['com', 'c0rn', 'corri']));
  });

  it('leaves a text without such words unchanged', () => {
    expect(withErrors('A 7 — horse', 'keyboard', seededRandom(1))).toBe('A 7 — horse');
  });
});
