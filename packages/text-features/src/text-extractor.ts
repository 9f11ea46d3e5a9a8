import { isDeepStrictEqual } from 'node:util';
import { resolveOptions } from '@mmae/input';
import { matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { UnusableMediaError, type Extractor, type FittedState, type Media } from '@mmae/samples';
import { hashedColumn } from './hashing.ts';
import { languageOf } from './languages.ts';
import { remembering } from './remembering.ts';
import { termReader } from './terms.ts';
import { textOptions, type TermOptions, type TextExtractorOptions, type TextOptions } from './text-options.ts';
import { documentFrequency, inverseDocumentFrequency, tfIdf, vocabulary, type ColumnOf } from './tf-idf.ts';

/** What a text becomes before any number: its terms, in the order of the text, repeated as often as they stand there. */
export type TextRaw = readonly string[];

export interface TextExtractor extends Extractor<TextRaw> {
  /** What each feature counts, `[featureLength]`, so that numbers become words again; undefined where terms are hashed. */
  terms(): readonly string[] | undefined;
}

/** Copies of a train row, and the probability with which each of its distinct terms is missing from one. */
const numCopies = 4;
const dropProbability = 0.3;

/** What train taught: which column a term has, and what a column weighs. */
interface Fitted {
  readonly terms?: readonly string[];
  readonly columnOf: ColumnOf;
  /** `[featureLength]` */
  readonly idf: Float32Array;
}

/**
 * Texts to TF-IDF, of unit length: zeros for a text none of whose terms train had.
 *
 * @throws InputError for options that break the rules of `textOptions`
 */
export function textExtractor(options: TextExtractorOptions = {}): TextExtractor {
  const settings = resolveOptions('textExtractor', textOptions, options);
  const readerOf = readersByLanguage(settings);
  let fitted: Fitted | undefined;
  const known = (): Fitted => {
    if (!fitted) throw new Error('textExtractor: expected fit or restore before features are asked for, got neither.');
    return fitted;
  };

  return {
    async extract(media) {
      return termsOf(media, readerOf, settings.language);
    },
    fit: (train) => void (fitted = settings.columns === 'hashed' ? fitHashed(train, settings) : fitVocabulary(train, settings)),
    get featureLength() {
      return known().idf.length;
    },
    transform: (raw) => tfIdf(raw, known().columnOf, known().idf, settings.sublinear),
    terms: () => known().terms,
    numCopies,
    augment: (raw, random) => Array.from({ length: numCopies }, () => thinned(raw, random, fitted?.columnOf)),
    toBytes: (raw) => new TextEncoder().encode(raw.join('\n')),
    fromBytes: (bytes) => new TextDecoder().decode(bytes).split('\n'),
    state: () => toState(known(), settings),
    restore: (state) => void (fitted = fromState(state, settings)),
  };
}

/** A reader for each language tag that is met, made once. @throws RangeError for what is no tag */
function readersByLanguage(options: TermOptions) {
  const readers = new Map<string, (text: string) => string[]>();
  return (tag: string) => {
    const reader = readers.get(tag) ?? termReader(languageOf(tag), options);
    readers.set(tag, reader);
    return reader;
  };
}

function termsOf(media: Media, readerOf: ReturnType<typeof readersByLanguage>, otherwise: string): string[] {
  if (media.kind !== 'text')
    throw new UnusableMediaError(`not a text: expected media of kind text, got ${media.kind}. Correct the modality.`);
  const terms = knownReader(readerOf, media.language || otherwise)(media.text);
  if (terms.length > 0) return terms;
  const shown = media.text.length > 60 ? `${media.text.slice(0, 57)}…` : media.text;
  throw new UnusableMediaError(`no words: ${JSON.stringify(shown)} has none left without stop words and label words. Give a longer text.`);
}

function knownReader(readerOf: ReturnType<typeof readersByLanguage>, tag: string) {
  try {
    return readerOf(tag);
  } catch (error) {
    throw new UnusableMediaError(`language not known: ${(error as Error).message}`, { cause: error });
  }
}

function fitVocabulary(train: Iterable<TextRaw>, settings: TextOptions): Fitted {
  const { terms, ...frequency } = vocabulary(train, settings);
  if (terms.length === 0) {
    throw new RangeError(
      `textExtractor: expected terms in at least ${settings.minDocuments} texts of train, got none in ${frequency.numDocuments}. Lower minDocuments.`,
    );
  }
  return { terms, columnOf: listedColumns(terms), idf: inverseDocumentFrequency(frequency) };
}

function fitHashed(train: Iterable<TextRaw>, { maxTerms }: TextOptions): Fitted {
  const columnOf = hashedColumns(maxTerms);
  return { columnOf, idf: inverseDocumentFrequency(documentFrequency(train, columnOf, maxTerms)) };
}

const hashedColumns = (numColumns: number): ColumnOf => remembering((term) => hashedColumn(term, numColumns));

function listedColumns(terms: readonly string[]): ColumnOf {
  const columns = new Map(terms.map((term, column) => [term, column]));
  return (term) => columns.get(term);
}

/** Some distinct terms left out; all stay where nothing that counts would be left. */
function thinned(terms: TextRaw, random: Random, columnOf: ColumnOf = () => 0): string[] {
  const isDropped = new Map<string, boolean>();
  for (const term of terms) if (!isDropped.has(term)) isDropped.set(term, random.next() < dropProbability);
  const kept = terms.filter((term) => !isDropped.get(term));
  return kept.some((term) => columnOf(term) !== undefined) ? kept : [...terms];
}

/** Options that a state depends on; label words are those of the texts at hand, and no term is one. */
const settingsOfState = ({ maskLabels: _ofTheseTexts, ...others }: TextOptions) => ({ extractor: 'text', ...others });

function toState({ terms, idf }: Fitted, settings: TextOptions): FittedState {
  return { json: { settings: settingsOfState(settings), terms: terms ?? null }, tensors: { idf: matrix(1, idf.length, idf) } };
}

function fromState({ json, tensors }: FittedState, settings: TextOptions): Fitted {
  const { settings: found, terms } = json as { settings: unknown; terms: string[] | null };
  const expected = settingsOfState(settings);
  if (!isDeepStrictEqual(found, expected)) {
    throw new RangeError(
      `textExtractor: expected a state of ${JSON.stringify(expected)}, got ${JSON.stringify(found)}. Make the extractor with the run's options.`,
    );
  }
  const idf = tensors['idf'].data;
  if (!terms) return { columnOf: hashedColumns(settings.maxTerms), idf };
  return { terms, columnOf: listedColumns(terms), idf };
}
