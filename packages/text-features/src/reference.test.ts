// Reference values for `tf-idf.ts` and `hashing.ts`, from test/reference/make.py.
// Values of scikit-learn, made by test/reference/make.py.
import { readFileSync } from 'node:fs';
import {
  documentFrequency,
  hashedColumn,
  inverseDocumentFrequency,
  murmurHash3,
  termReader,
  tfIdf,
  vocabulary,
  type ColumnOf,
} from './index.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/reference.json', import.meta.url), 'utf8'));
const texts: string[] = reference.texts;
const termsOf = (maxNgramLength = 1) =>
  texts.map(termReader('en', { stem: false, removeStopWords: false, maxNgramLength, maskLabels: [] }));

function largestDifference(received: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(received.length).toBe(expected.length);
  return Array.from(received).reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
}

test.each([
  ['plain', { maxTerms: 1e4, minDocuments: 1 }, 1, false],
  ['sublinear', { maxTerms: 1e4, minDocuments: 1 }, 1, true],
  ['mostFrequent', { maxTerms: 6, minDocuments: 1 }, 1, true],
  ['bigrams', { maxTerms: 1e4, minDocuments: 2 }, 2, false],
])('%s: terms, inverse document frequencies and weights equal TfidfVectorizer', (name, options, maxNgramLength, sublinear) => {
  const documents = termsOf(maxNgramLength);
  const { terms, ...frequency } = vocabulary(documents, options);
  expect(terms).toEqual(reference[name].terms);
  const idf = inverseDocumentFrequency(frequency);
  expect(largestDifference(idf, reference[name].idf)).toBeLessThan(1e-6);
  const columns = new Map(terms.map((term, column) => [term, column]));
  documents.forEach((document, i) => {
    const weights = tfIdf(document, (term) => columns.get(term), idf, sublinear);
    expect(largestDifference(weights, reference[name].weights[i])).toBeLessThan(1e-6);
  });
});

test('hashed weights equal HashingVectorizer and TfidfTransformer', () => {
  const documents = termsOf();
  const columnOf: ColumnOf = (term) => hashedColumn(term, 32);
  const idf = inverseDocumentFrequency(documentFrequency(documents, columnOf, 32));
  documents.forEach((document, i) => {
    expect(largestDifference(tfIdf(document, columnOf, idf, false), reference.hashed[i])).toBeLessThan(1e-6);
  });
});

test.each(Object.entries<number>(reference.murmurHash3))('the hash of "%s" equals scikit-learn', (term, hash) => {
  expect(murmurHash3(term)).toBe(hash);
});
