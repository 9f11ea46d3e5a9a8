import { isDeepStrictEqual } from 'node:util';
import { InputError, resolveOptions } from '@mmae/input';
import { matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { UnusableMediaError, type Extractor, type FittedState, type Media } from '@mmae/samples';
import { hashedColumn } from './hashing.ts';
import { languageOf } from './languages.ts';
import { memoized } from './memoized.ts';
import { termReader } from './terms.ts';
import { textOptions, type TermOptions, type TextExtractorOptions, type TextOptions } from './text-options.ts';
import { documentFrequency, inverseDocumentFrequency, tfIdf, vocabulary, type ColumnOf } from './tf-idf.ts';

/** The terms of a text, in order and with repetitions. */
export type TextRaw = readonly string[];

export interface TextExtractor extends Extractor<TextRaw> {
  /** The term of each feature, `[featureLength]`; undefined for hashed columns. */
  terms(): readonly string[] | undefined;
}

/** The number of augmented copies of a train row, and the probability that a copy lacks a term. */
const numCopies = 4;
const dropProbability = 0.3;

/** The columns and weights of terms, learnt from train rows. */
interface Fitted {
  readonly terms?: readonly string[];
  readonly columnOf: ColumnOf;
  /** `[featureLength]` */
  readonly idf: Float32Array;
}

/**
 * Computes TF-IDF weights of texts, scaled to unit length; zeros for a text without any known term.
 *
 * @throws InputError for options that break the rules of `textOptions`
 */
export function textExtractor(options: TextExtractorOptions = {}): TextExtractor {
  const settings = resolveOptions('textExtractor', textOptions, options);
  expectNoEncoder(settings.encoder);
  const readerOf = readersByLanguage(settings);
  let fitted: Fitted | undefined;
  const known = (): Fitted => {
    if (!fitted) throw new Error('textExtractor: expected fit or restore to be called first. Call one of them.');
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
    augment: (raw, random) => Array.from({ length: numCopies }, () => withoutRandomTerms(raw, random, fitted?.columnOf)),
    toBytes: (raw) => new TextEncoder().encode(raw.join('\n')),
    fromBytes: (bytes) => new TextDecoder().decode(bytes).split('\n'),
    state: () => toState(known(), settings),
    restore: (state) => void (fitted = fromState(state, settings)),
  };
}

/** Creates and keeps a reader for each language tag. @throws InputError if a tag is invalid */
function readersByLanguage(options: TermOptions) {
  const readers = new Map<string, (text: string) => string[]>();
  return (tag: string) => {
    const reader = readers.get(tag) ?? termReader(languageOf(tag), options);
    readers.set(tag, reader);
    return reader;
  };
}

function termsOf(media: Media, readerOf: ReturnType<typeof readersByLanguage>, defaultLanguage: string): string[] {
  if (media.kind !== 'text')
    throw new UnusableMediaError(`not a text: expected media of kind text, got ${media.kind}. Correct the modality.`);
  const terms = readerFor(readerOf, media.language || defaultLanguage)(media.text);
  if (terms.length > 0) return terms;
  const shown = media.text.length > 60 ? `${media.text.slice(0, 57)}…` : media.text;
  throw new UnusableMediaError(`no words: ${JSON.stringify(shown)} has none apart from stop words and label words. Provide a longer text.`);
}

function readerFor(readerOf: ReturnType<typeof readersByLanguage>, tag: string) {
  try {
    return readerOf(tag);
  } catch (error) {
    throw new UnusableMediaError(`unknown language: ${(error as Error).message}`, { cause: error });
  }
}

function fitVocabulary(train: Iterable<TextRaw>, settings: TextOptions): Fitted {
  const { terms, ...frequency } = vocabulary(train, settings);
  if (terms.length === 0) {
    throw new InputError(
      `textExtractor: expected terms that occur in at least ${settings.minDocuments} train texts, got none in ${frequency.numDocuments} texts. Lower minDocuments.`,
    );
  }
  return { terms, columnOf: listedColumns(terms), idf: inverseDocumentFrequency(frequency) };
}

function fitHashed(train: Iterable<TextRaw>, { maxTerms }: TextOptions): Fitted {
  const columnOf = hashedColumns(maxTerms);
  return { columnOf, idf: inverseDocumentFrequency(documentFrequency(train, columnOf, maxTerms)) };
}

const hashedColumns = (numColumns: number): ColumnOf => memoized((term) => hashedColumn(term, numColumns));

function listedColumns(terms: readonly string[]): ColumnOf {
  const columns = new Map(terms.map((term, column) => [term, column]));
  return (term) => columns.get(term);
}

/** Drops distinct terms at random. If no term with a column would be left, all are kept. */
function withoutRandomTerms(terms: TextRaw, random: Random, columnOf: ColumnOf = () => 0): string[] {
  const isDropped = new Map<string, boolean>();
  for (const term of terms) if (!isDropped.has(term)) isDropped.set(term, random.next() < dropProbability);
  const kept = terms.filter((term) => !isDropped.get(term));
  return kept.some((term) => columnOf(term) !== undefined) ? kept : [...terms];
}

/** The options that a state depends on. Label words are not among them, since they are never terms. */
const settingsOfState = ({ maskLabels: _maskLabels, ...others }: TextOptions) => ({ extractor: 'text', ...others });

function toState({ terms, idf }: Fitted, settings: TextOptions): FittedState {
  return { json: { settings: settingsOfState(settings), terms: terms ?? null }, tensors: { idf: matrix(1, idf.length, idf) } };
}

function fromState({ json, tensors }: FittedState, settings: TextOptions): Fitted {
  const { settings: found, terms } = json as { settings: unknown; terms: string[] | null };
  const expected = settingsOfState(settings);
  if (!isDeepStrictEqual(found, expected)) {
    throw new RangeError(
      `textExtractor: expected a state of ${JSON.stringify(expected)}, got ${JSON.stringify(found)}. Create the extractor with the options of the run.`,
    );
  }
  const idf = tensors['idf'].data;
  if (!terms) return { columnOf: hashedColumns(settings.maxTerms), idf };
  return { terms, columnOf: listedColumns(terms), idf };
}

function expectNoEncoder(encoder: string | undefined): void {
  if (encoder === undefined) return;
  throw new InputError(`textExtractor: expected no encoder, got ${JSON.stringify(encoder)}. Use encodedTextExtractor.`);
}
