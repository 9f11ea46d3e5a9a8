/**
 * TF-IDF as in scikit-learn's TfidfVectorizer: the count of a term (or 1 + its logarithm) times ln((1 + documents) / (1 + documents with the term)) + 1,
 * scaled to unit length. Spärck Jones, 1972.
 */

/** The column of a term, its bitwise complement if the term counts negatively, or undefined if it has none. */
export type ColumnOf = (term: string) => number | undefined;

export interface DocumentFrequency {
  /** the number of documents that contain the term of each column, `[numColumns]` */
  readonly documentFrequency: Uint32Array;
  readonly numDocuments: number;
}

export interface Vocabulary extends DocumentFrequency {
  /** the term of each column, in the order of UTF-16 code units */
  readonly terms: readonly string[];
}

export interface VocabularyOptions {
  /** keeps the most frequent terms; of equally frequent ones, the first in the order of code units */
  readonly maxTerms: number;
  /** drops terms that occur in fewer documents */
  readonly minDocuments: number;
}

/** The vocabulary of documents, each a list of terms. */
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
  /** the last document with the term, counted from 1 */
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

/** Counts the documents with a term in each column, including terms that cancel each other, as in scikit-learn. */
export function documentFrequency(documents: Iterable<readonly string[]>, columnOf: ColumnOf, numColumns: number): DocumentFrequency {
  const frequency = new Uint32Array(numColumns);
  let numDocuments = 0;
  for (const terms of documents) {
    numDocuments += 1;
    for (const column of count(terms, columnOf, new Float32Array(numColumns))) frequency[column] += 1;
  }
  return { documentFrequency: frequency, numDocuments };
}

/** The smoothed inverse document frequency, as if one more document contained every term. @returns `[numColumns]` */
export function inverseDocumentFrequency({ documentFrequency, numDocuments }: DocumentFrequency): Float32Array {
  return Float32Array.from(documentFrequency, (frequency) => Math.log((1 + numDocuments) / (1 + frequency)) + 1);
}

/**
 * The weights of a document.
 *
 * @param idf `[numColumns]`
 * @param sublinear use 1 + ln(count) instead of the count
 * @returns `[numColumns]`, of unit length, or zeros if no term has a column
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

/** Adds each term to its column. @returns the columns of the terms */
function count(terms: readonly string[], columnOf: ColumnOf, counts: Float32Array): Set<number> {
  const columns = new Set<number>();
  for (const term of terms) {
    const column = columnOf(term);
    if (column === undefined) continue;
    const index = column < 0 ? ~column : column;
    counts[index] += column < 0 ? -1 : 1;
    columns.add(index);
  }
  return columns;
}
