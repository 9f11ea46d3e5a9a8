import fc from 'fast-check';
import { languageOf, stemmer, stopWords } from './index.ts';

test('the language of a tag, in any form', () => {
  expect(['en', 'en-GB', 'en_US', 'eng', ' EN ', 'deu', 'zh-Hant-TW', 'nb'].map(languageOf)).toEqual([
    ...['en', 'en', 'en', 'en', 'en', 'de', 'zh', 'no'],
  ]);
  expect(() => languageOf('not a language')).toThrow('languageOf: expected a language tag such as "en" or "pt-BR", got "not a language"');
});

test.each([
  ['en', 'houses', 'house'],
  ['fr', 'chevaux', 'cheval'],
  ['de', 'häuser', 'haus'],
  ['es', 'casas', 'casa'],
  ['it', 'gatti', 'gatto'],
  ['nl', 'katten', 'kat'],
  ['ru', 'собаку', 'собака'],
])('%s: %s and %s have the same stem', (language, plural, singular) => {
  const stem = stemmer(language)!;
  expect(stem(plural)).toBe(stem(singular));
  expect(stem(plural)).toBe(stem(plural)); // from the cache
});

test('Arabic, Chinese, unknown languages and names of object properties have no stemmer', () => {
  for (const language of ['ar', 'zh', 'fa', 'xx', 'constructor', '__proto__']) expect(stemmer(language)).toBeUndefined();
});

test('any letters have a stem in every language with a stemmer', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyzäåæéèêçíñóøœöüßабвгдежзийклмнопрстуыьяіїアー犬1'];
  const stems = ['en', 'fr', 'de', 'es', 'it', 'nl', 'no', 'pt', 'ru', 'sv', 'uk', 'id', 'ja'].map((language) => stemmer(language)!);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 16 }), (word) => {
      expect(stems.filter((stem) => !/^\S+$/.test(stem(word.join(''))))).toEqual([]);
    }),
  );
});

test('stop words include the parts of contractions, and are empty without a list', () => {
  const lists = { en: ['the', 'isn', 'll'], fr: ['les', 'étaient'], de: ['und', 'über'], ar: ['في', 'إلى'], zh: ['的', '在'] };
  for (const [language, words] of Object.entries(lists)) {
    for (const word of words) expect([language, word, stopWords(language).has(word)]).toEqual([language, word, true]);
  }
  expect(stopWords('en').has('dog')).toBe(false);
  expect(stopWords('xx').size).toBe(0);
  expect(stopWords('constructor').size).toBe(0);
});
