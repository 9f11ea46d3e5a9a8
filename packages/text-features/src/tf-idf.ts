/**
 * TF-IDF as scikit-learn's TfidfVectorizer counts it: a term's count (or 1 + its logarithm) times ln((1 + documents) / (1 + documents that have the
 * term)) + 1, the whole of unit length. Spärck Jones, 1972.
 */

/** The column a term counts in, its bitwise complement where it counts negatively, undefined where it counts nowhere. */
export type ColumnOf = (term: string) => number | undefined;

/** In how many of how many documents each column's term stands. */
export interface DocumentFrequency {
  /** `[numColumns]` */
  readonly documentFrequency: Uint32Array;
  readonly numDocuments: number;
}

/** Terms that are kept, a column each, in the order of their UTF-16 code units. */
export interface Vocabulary extends DocumentFrequency {
  readonly terms: readonly string[];
}

export interface VocabularyOptions {
  /** the most frequent of all documents' terms are kept; of equally frequent ones the first in that order */
  readonly maxTerms: number;
  /** terms of fewer documents are dropped first */
  readonly minDocuments: number;
}

/** The most frequent terms of documents, each a list of terms. */
export function vocabulary(documents: Iterable<readonly string[]>, { maxTerms, minDocuments }: VocabularyOptions): Vocabulary {
  const { counts, numDocuments } = countTerms(documents);
  const found = [...counts.keys()].filter((term) => counts.get(term)!.documents >= minDocuments).sort();
  const byFrequency = found.toSorted((a, b) => counts.get(b)!.total - counts.get(a)!.total); // stable: ties stay in order
  const terms = byFrequency.slice(0, maxTerms).sort();
  return { terms, numDocuments, documentFrequency: Uint32Array.from(terms, (term) => counts.get(term)!.documents) };
}

interface TermCount {
  total: number;
  documents: number;
  /** the document that had it last, counted from 1 */
  last: number;
}

function countTerms(documents: Iterable<readonly string[]>) {
  const counts = new Map<string, TermCount>();
  let numDocuments = 0;
  for (const terms of documents) {
    numDocuments += 1;
    for (const term of terms) {
      let count = counts.get(term);
      if (!count) counts.set(term, (count = { total: 0, documents: 0, last: 0 }));
      count.total += 1;
      if (count.last !== numDocuments) count.documents += 1;
      count.last = numDocuments;
    }
  }
  return { counts, numDocuments };
}

/** How many documents have a term in each column, even where terms cancel, as in scikit-learn. */
export function documentFrequency(documents: Iterable<readonly string[]>, columnOf: ColumnOf, numColumns: number): DocumentFrequency {
  const frequency = new Uint32Array(numColumns);
  let numDocuments = 0;
  for (const terms of documents) {
    numDocuments += 1;
    for (const column of count(terms, columnOf, new Float32Array(numColumns))) frequency[column] += 1;
  }
  return { documentFrequency: frequency, numDocuments };
}

/** Smoothed, as if one document more had every term. @returns `[numColumns]` */
export function inverseDocumentFrequency({ documentFrequency, numDocuments }: DocumentFrequency): Float32Array {
  return Float32Array.from(documentFrequency, (frequency) => Math.log((1 + numDocuments) / (1 + frequency)) + 1);
}

/**
 * One document's weights.
 *
 * @param idf `[numColumns]`
 * @param sublinear 1 + ln(count) in place of the count
 * @returns `[numColumns]`, of unit length, or zeros where none of its terms has a column
 */
export function tfIdf(terms: readonly string[], columnOf: ColumnOf, idf: Float32Array, sublinear: boolean): Float32Array {
  const weights = new Float32Array(idf.length);
  const columns = count(terms, columnOf, weights);
  let squared = 0;
  for (const column of columns) {
    const signed = weights[column];
    weights[column] = idf[column] * (sublinear && signed !== 0 ? Math.sign(signed) * (1 + Math.log(Math.abs(signed))) : signed);
    squared += weights[column] * weights[column];
  }
  const length = Math.sqrt(squared) || 1;
  for (const column of columns) weights[column] /= length;
  return weights;
}

/** Adds each term to its column. @returns the columns that were met */
function count(terms: readonly string[], columnOf: ColumnOf, counts: Float32Array): Set<number> {
  const columns = new Set<number>();
  for (const term of terms) {
    const column = columnOf(term);
    if (column === undefined) continue;
    const place = column < 0 ? ~column : column;
    counts[place] += column < 0 ? -1 : 1;
    columns.add(place);
  }
  return columns;
}
