// Covers `terms.ts` and `text-options.ts` as well.
import { seededRandom } from '@mmae/random';
import { UnusableMediaError, type Media } from '@mmae/samples';
import { textExtractor, type TextExtractorOptions } from './index.ts';

const text = (words: string, language?: string): Media => ({ kind: 'text', text: words, language });
const terms = (options: TextExtractorOptions, words: string, language?: string) => textExtractor(options).extract(text(words, language));
const train = [
  ['red', 'bus', 'red'],
  ['blue', 'bus'],
  ['red', 'sea'],
];

test('a text becomes words without stop words, labels and single letters', async () => {
  expect(await terms({}, 'The dogs aren’t here: a T-bone!')).toEqual(['dogs', 'bone']);
  expect(await terms({ removeStopWords: false }, 'The dog runs')).toEqual(['the', 'dog', 'runs']);
  expect(await terms({ maskLabels: ['dog'] }, 'Dogs run')).toEqual(['run']);
});

test('stemming does not restore a label', async () => {
  expect(await terms({ stem: true }, 'training horses')).toEqual(['train', 'hors']);
  expect(await terms({ stem: true, maskLabels: ['train'] }, 'training horses')).toEqual(['hors']);
});

test('n-grams follow the single words', async () => {
  expect(await terms({ maxNgramLength: 3 }, 'old red buses')).toEqual(['old', 'red', 'buses', 'old red', 'red buses', 'old red buses']);
});

test('the language of a text takes precedence over that of the options', async () => {
  expect(await terms({ stem: true }, 'Les chevaux mangent', 'fr-CA')).toEqual(['cheval', 'mangent']);
  expect(await terms({ stem: true, language: 'de' }, 'Die Häuser')).toEqual(['haus']);
  expect(await terms({}, '小狗在公园里', 'zh')).toEqual(['小狗', '公园', '里']);
  expect(await terms({ maskLabels: ['狗'] }, '他有一只狗', 'zh')).not.toContain('狗');
});

test.each<[string, Media, string]>([
  ['a file', { kind: 'file', path: 'a.txt' }, 'not a text: expected media of kind text, got file'],
  ['no text', text(' '), 'no words: " " has none apart from stop words and label words'],
  ['stop words alone', text('it was the'), 'no words: "it was the" has none apart'],
  ['a language that is none', text('hello', 'not a language'), 'unknown language: languageOf: expected a language tag'],
])('%s is refused', async (_, media, message) => {
  const error = await textExtractor()
    .extract(media)
    .catch((reason) => reason);
  expect(error).toBeInstanceOf(UnusableMediaError);
  expect(error.message).toContain(message);
});

test.each(['', ' \n\t\u3000', '🐶🐱 🎉', '… !?', '\u0000\u0007', '\uD83D \uDC36'])('%j has no words', async (untidy) => {
  await expect(terms({ maskLabels: ['dog'] }, untidy)).rejects.toThrow('no words: ');
});

test('control characters, lone surrogates, directional marks and long runs of accents', async () => {
  expect(await terms({}, '\u0000cat\u0007 \uD800mouse\uDC00 \u202Eabc\u202C a' + '\u0301'.repeat(1000))).toEqual([
    ...['cat', 'mouse', 'abc', `á${'\u0301'.repeat(999)}`],
  ]);
});

test.each(['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'no', 'pt', 'ru', 'sv', 'uk'])('%s: a word of 100 kB is a term', async (language) => {
  const word = 'äes'.repeat(33_333);
  expect(await terms({ stem: true, maskLabels: ['dog'] }, word, language)).toEqual([word]);
});

test('a megabyte of label words, and a Chinese text of 90 kB without a space', async () => {
  const english = await terms({ maskLabels: ['dog'] }, 'dogs run '.repeat(110_000));
  expect([english.length, ...new Set(english)]).toEqual([110_000, 'run']);
  const chinese = await terms({ maskLabels: ['狗'], removeStopWords: false }, '小狗在公园里'.repeat(5_000), 'zh');
  expect([chinese.length, chinese.join('').length]).toEqual([20_000, 25_000]);
});

test('a text has the same terms in any Unicode form', async () => {
  const written = 'Éléphants naïfs, İstanbul ガラス 고양이 Ångström ёлка क़लम việt';
  const options = { maskLabels: ['naïf'], removeStopWords: false };
  const expected = await terms(options, written);
  expect(expected).toContain('éléphants');
  for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) expect(await terms(options, written.normalize(form))).toEqual(expected);
});

test('labels are found in characters that represent several letters', async () => {
  expect(await terms({ maskLabels: ['kg', 'dog'] }, '5 ㎏ of Ⓓⓞⓖ food')).toEqual(['food']);
});

test('a vocabulary keeps the most frequent terms of train, ties in order', () => {
  const extractor = textExtractor({ maxTerms: 3 });
  extractor.fit(train);
  expect(extractor.terms()).toEqual(['blue', 'bus', 'red']); // "sea" is as frequent as "blue"
  expect(extractor.featureLength).toBe(3);
  const [blue, bus, red] = extractor.transform(['red', 'red', 'bus', 'unheard']);
  expect(blue).toBe(0);
  expect(red / bus).toBeCloseTo(1 + Math.log(2), 6); // both occur in two of three texts
  expect(blue ** 2 + bus ** 2 + red ** 2).toBeCloseTo(1, 6);
  expect([...extractor.transform(['unheard'])]).toEqual([0, 0, 0]);
});

test('names of object properties are ordinary terms', async () => {
  const extractor = textExtractor();
  const raw = await extractor.extract(text('constructor __proto__ toString hasOwnProperty valueOf'));
  extractor.fit([raw, ['constructor']]);
  expect(extractor.terms()).toEqual(['constructor', 'hasownproperty', 'proto', 'tostring', 'valueof']);
  expect(extractor.transform(['constructor'])[0]).toBe(1);
});

test('hashed columns cover every term, and have no names', () => {
  const extractor = textExtractor({ columns: 'hashed', maxTerms: 64 });
  extractor.fit(train);
  expect(extractor.featureLength).toBe(64);
  expect(extractor.terms()).toBeUndefined();
  expect(extractor.transform(['unheard']).filter((value) => value !== 0)).toHaveLength(1);
});

test.each<TextExtractorOptions>([{}, { columns: 'hashed', maxTerms: 32, stem: true }])(
  'a state can be restored from JSON: %j',
  (options) => {
    const extractor = textExtractor(options);
    extractor.fit(train);
    const { json, tensors } = extractor.state();
    const restored = textExtractor({ ...options, maskLabels: ['other'] });
    restored.restore({ json: JSON.parse(JSON.stringify(json)), tensors });
    expect(restored.transform(train[0])).toEqual(extractor.transform(train[0]));
    expect(() => textExtractor({ ...options, sublinear: false }).restore({ json, tensors })).toThrow(
      'textExtractor: expected a state of {',
    );
  },
);

test('four copies drop about 30 % of the terms with all their occurrences, reproducibly', () => {
  const extractor = textExtractor();
  const raw = Array.from({ length: 4000 }, (_, i) => `term${i % 2000}`);
  const copies = extractor.augment(raw, seededRandom(1));
  expect(copies).toHaveLength(extractor.numCopies);
  expect(copies).toEqual(extractor.augment(raw, seededRandom(1)));
  for (const copy of copies) {
    expect(copy.length / raw.length).toBeGreaterThan(0.65);
    expect(copy.length / raw.length).toBeLessThan(0.75);
    expect(copy.length).toBe(2 * new Set(copy).size);
  }
});

test('a copy keeps at least one known term', () => {
  const extractor = textExtractor();
  extractor.fit(train);
  const random = seededRandom(2);
  for (let i = 0; i < 20; i++) {
    for (const copy of extractor.augment(['bus', 'unheard', 'unseen'], random)) expect(copy).toContain('bus');
  }
});

test('fromBytes reverses toBytes', () => {
  const { toBytes, fromBytes } = textExtractor();
  const raw = ['dog', '小狗', 'old town', 'café', 'dog'];
  expect(fromBytes(toBytes(raw))).toEqual(raw);
});

test('invalid options, features before fit and train rows without terms are refused', () => {
  expect(() => textExtractor({ maxTerms: 0 })).toThrow('textExtractor: expected maxTerms to be a whole number of at least 1, got 0.');
  expect(() => textExtractor({ language: '?' })).toThrow(
    'expected language to be a language tag such as "en" or "pt-BR" (BCP 47), got "?". The default is "en".',
  );
  expect(() => textExtractor({ stemm: true } as object)).toThrow('got "stemm". Did you mean "stem"?');
  expect(() => textExtractor({ columns: 'hash' as 'hashed' })).toThrow(
    'textExtractor: expected columns to be one of vocabulary, hashed, got "hash".',
  );
  expect(() => textExtractor().transform(['a'])).toThrow('textExtractor: expected fit or restore to be called first');
  expect(() => textExtractor({ minDocuments: 3 }).fit(train)).toThrow(
    'expected terms that occur in at least 3 train texts, got none in 3 texts',
  );
});
