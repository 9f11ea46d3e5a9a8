import { archiveWords } from '@mmae/archive-store';
import fc from 'fast-check';
import { parseQuery } from './parse-query.ts';

test('words, phrases, prefixes and excluded words', () => {
  expect(parseQuery('Harbour "at dawn" trawl* -night -"old bridge"')).toEqual({
    terms: [
      { words: ['harbour'] },
      { words: ['at', 'dawn'] },
      { words: ['trawl'], isPrefix: true },
      { words: ['night'], isExcluded: true },
      { words: ['old', 'bridge'], isExcluded: true },
    ],
    words: ['harbour', 'at', 'dawn'],
    plain: 'Harbour at dawn trawl',
  });
});

test('quotes of other languages; a hyphen within a word excludes nothing', () => {
  expect(parseQuery('„am Morgen“ «le port» Hafen-Stadt').terms).toEqual([
    { words: ['am', 'morgen'] },
    { words: ['le', 'port'] },
    { words: ['hafen', 'stadt'] },
  ]);
});

test('an open quote is a space; marks alone are nothing', () => {
  expect(parseQuery('"harbour').terms).toEqual([{ words: ['harbour'] }]);
  expect(parseQuery(' - * "" !? ')).toEqual({ terms: [], words: [], plain: '' });
});

test('a script without spaces is split as in the archive', () => {
  const [{ words }] = parseQuery('港の夜明け').terms;
  expect(words).toEqual(archiveWords('港の夜明け'));
  expect(words.length).toBeGreaterThan(1);
});

test('no text fails, and every word of the query was in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const inText = archiveWords(text).join('');
      for (const { words } of parseQuery(text).terms) expect(inText).toContain(words.join(''));
    }),
  );
});
