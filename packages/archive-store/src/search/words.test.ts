import { join } from 'node:path';
import fc from 'fast-check';
import type { Archive } from '../archive.ts';
import { film, shot, withArchive } from '../fixtures.test.support.ts';
import type { WordTerm } from './query.ts';
import { openDatabase } from '../database.ts';
import { archiveWords } from '../open-archive.ts';
import { matchWords } from './words.ts';

const texts = {
  en: 'Boats leave the harbour at dawn, the crew’s café is naïve.',
  de: 'Die Straße über Österreich führt zum Fußgängerübergang.',
  fr: "L'été, les élèves mangent des œufs à l'hôtel.",
  ru: 'Собака бежит по парку.',
  ar: 'الكلب يجري في الحديقة الجميلة',
  hi: 'कुत्ता पार्क में दौड़ता है।',
  zh: '小狗在公园里快乐地奔跑',
  ja: '犬が公園を走る。',
  th: 'สุนัขวิ่งในสวน',
};
const languages = Object.keys(texts);

const withTexts = (work: (archive: Archive, found: (...terms: WordTerm[]) => string[]) => void) =>
  withArchive((archive) => {
    archive.putAsset(film('a', { title: '', path: 'x' }), Object.values(texts).map((text, i) => shot(i * 10, i * 10 + 10, text))); // prettier-ignore
    work(archive, (...terms) => Array.from(archive.matchWords(terms).sampleKeys, (key) => languages[key - 1]!));
  });

test('every word of every language is found', () =>
  withTexts((_, found) => {
    for (const [language, text] of Object.entries(texts)) {
      for (const word of archiveWords(text)) expect([word, found({ words: [word] }).includes(language)]).toEqual([word, true]);
    }
  }));

test('accents make no difference, phrases and prefixes do', () =>
  withTexts((_, found) => {
    expect([found({ words: ['cafe'] }), found({ words: ['strasse'] }), found({ words: ['osterreich'] })]).toEqual([['en'], [], ['de']]);
    expect(found({ words: ['harbour', 'at', 'dawn'] })).toEqual(['en']);
    expect(found({ words: ['harbour', 'dawn'] })).toEqual([]);
    expect([found({ words: ['harb'] }), found({ words: ['harb'], isPrefix: true })]).toEqual([[], ['en']]);
    expect(found({ words: ['harbour', 'a'], isPrefix: true })).toEqual(['en']);
  }));

test('terms are joined by or, and excluded ones taken away', () =>
  withTexts((_, found) => {
    const [boats, park, dawn] = [{ words: ['boats'] }, { words: ['公园'] }, { words: ['dawn'] }];
    expect(found(boats, park).toSorted()).toEqual(['en', 'zh']);
    expect(found(boats, dawn, park)[0]).toBe('en');
    expect(found(boats, park, { words: ['dawn'], isExcluded: true })).toEqual(['zh']);
    expect([found({ words: ['dawn'], isExcluded: true }), found(), found({ words: [] })]).toEqual([[], [], []]);
  }));

test('a phrase does not go across two texts', () =>
  withArchive((archive) => {
    archive.putAsset(film('a', { title: 'Evening news', path: 'p' }), [shot(0, 10, 'boats at dawn', { extra: { keywords: 'red sky' } })]);
    const find = (...words: string[]) => archive.matchWords([{ words }]).sampleKeys.length;
    expect([find('evening', 'news'), find('red', 'sky'), find('dawn', 'evening'), find('p', 'red')]).toEqual([1, 1, 0, 0]);
  }));

test('more of the words is better', () =>
  withArchive((archive) => {
    archive.putAsset(film('a'), [shot(0, 10, 'boats'), shot(10, 20, 'boats boats dawn'), shot(20, 30, 'clouds')]);
    const { sampleKeys, isRanked } = archive.matchWords([{ words: ['boats'] }, { words: ['dawn'] }]);
    expect([...sampleKeys, isRanked]).toEqual([2, 1, true]);
  }));

test('the rarest terms count, as long as few samples have them; frequent ones alone rank nothing', () =>
  withArchive((archive, folder) => {
    archive.putAsset(
      film('a', { title: 'x', path: 'x' }),
      ['the boats', 'the sky', 'the sea the', 'a boat'].map((text, i) => shot(i, i + 1, text)),
    );
    const db = openDatabase(join(folder, 'archive.sqlite'));
    const [the, sky, sea] = [{ words: ['the'] }, { words: ['sky'] }, { words: ['sea'] }];
    const found = (...terms: WordTerm[]) => {
      const { sampleKeys, isRanked } = matchWords(db, terms, 2);
      return [[...sampleKeys], isRanked];
    };
    expect([found(the, sky), found(sky, sea), found({ ...sea, isPrefix: true }, sky, sea)]).toEqual([
      [[2], true],
      [[2, 3], true],
      [[2, 3], true],
    ]);
    expect([found(the), found(the, the), found(the, { ...sky, isExcluded: true })]).toEqual([
      [[1, 2, 3], false],
      [[1, 2, 3], false],
      [[1, 3], false],
    ]);
    expect(archive.matchWords([the, sky]).sampleKeys).toHaveLength(3);
    db.close();
  }));

test('unknown words are those that no sample has', () =>
  withTexts((archive) => {
    expect(archive.unknownWords(['dawn', 'zebra', 'café', '公园'])).toEqual(['zebra']);
  }));

test('whatever is asked for, nothing is an error', () =>
  withTexts((archive) => {
    const word = fc.oneof(fc.string(), fc.constantFrom('"', '*', 'NEAR', 'AND', 'text:', '""', '^', '\u0000', "'"));
    const term = fc.record({ words: fc.array(word, { maxLength: 3 }), isPrefix: fc.boolean(), isExcluded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(term, { maxLength: 4 }), (terms) => {
        expect(archive.matchWords(terms).sampleKeys.length).toBeLessThanOrEqual(languages.length);
        expect(archive.unknownWords(terms.flatMap(({ words }) => words)).length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  }));
