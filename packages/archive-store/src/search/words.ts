import type { SampleFilter, WordHit, WordQuery, WordTerm } from './query.ts';
import type { Database } from '../database.ts';
import { filterCondition } from './filter.ts';

/** Splits a text into the words that are searched for. */
export type Tokenize = (text: string) => readonly string[];

interface Searchable {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  readonly extra: string;
}

/** Indexes the words of a sample: its text, further columns, title and path of its asset, and the labels that people accepted. */
export function writeWords(db: Database, tokenize: Tokenize, sampleKey: number): void {
  removeWords(db, sampleKey);
  const { title, path, text, extra } = db.get<Searchable>(
    'SELECT a.title, a.path, s.text, s.extra FROM samples s JOIN assets a ON a.key = s.asset_key WHERE s.key = ?',
    sampleKey,
  )!;
  const labels = db.all<{ name: string }>(
    'SELECT name FROM verdicts v JOIN names n ON n.key = v.label WHERE v.sample_key = ? AND v.is_accepted = 1 ORDER BY name',
    sampleKey,
  );
  const texts = [text, title, path, ...Object.values<string>(JSON.parse(extra))];
  db.run('INSERT INTO words (rowid, text, labels) VALUES (?, ?, ?)', sampleKey, joined(tokenize, texts), joined(tokenize, labels.map(({ name }) => name))); // prettier-ignore
}

/** Between two texts there is a word that no query has, so that no phrase goes across them. */
const joined = (tokenize: Tokenize, texts: readonly string[]) => texts.map((text) => tokenize(text).join(' ')).join(` ${separator} `);

/** A letter for private use, which `tokenize` leaves out. */
const separator = '\uf8ff';

export function removeWords(db: Database, sampleKey: number): void {
  db.run('DELETE FROM words WHERE rowid = ?', sampleKey);
}

/**
 * Sample keys whose words match, best first.
 *
 * @param manySamples a word that more samples have tells little about each of them, and ranking them all would take longer than the rest of a search
 */
export function matchWords(
  db: Database,
  query: WordQuery,
  filter: SampleFilter = {},
  limit = 1000,
  manySamples = 30_000,
): readonly WordHit[] {
  const match = toMatch({ ...query, terms: query.needsAll ? query.terms : withoutFrequent(db, query.terms, manySamples) });
  if (match === undefined) return [];
  const { sql, values } = filterCondition(db, filter);
  const condition = sql === '1' ? '' : `AND rowid IN (SELECT s.key FROM samples s JOIN assets a ON a.key = s.asset_key WHERE ${sql})`;
  return db.all<WordHit>(
    `SELECT rowid AS sampleKey, -rank AS score FROM words WHERE words MATCH ? ${condition} ORDER BY rank, rowid LIMIT ?`,
    match,
    ...values,
    limit,
  );
}

/** The words of the query that no sample contains. */
export const unknownWords = (db: Database, words: readonly string[]): readonly string[] =>
  words.filter((word) => !db.get('SELECT 1 FROM words WHERE words MATCH ? LIMIT 1', phrase({ words: [word] })));

/** Terms without those that very many samples have, unless nothing else is looked for. */
function withoutFrequent(db: Database, terms: readonly WordTerm[], manySamples: number): readonly WordTerm[] {
  if (terms.length < 2) return terms;
  const telling = terms.filter((term) => term.isExcluded || !isFrequent(db, term, manySamples));
  return telling.some(({ isExcluded, words }) => !isExcluded && words.length > 0) ? telling : terms;
}

const isFrequent = (db: Database, term: WordTerm, manySamples: number) =>
  db.get<{ n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)', phrase(term), manySamples + 1)!.n >
  manySamples;

/** An FTS5 expression, or undefined if there is nothing to look for. */
function toMatch({ terms, needsAll = false }: WordQuery): string | undefined {
  const filled = terms.filter(({ words }) => words.length > 0);
  const included = filled.filter(({ isExcluded }) => !isExcluded).map(phrase);
  const excluded = filled.filter(({ isExcluded }) => isExcluded).map(phrase);
  if (included.length === 0) return undefined;
  const positive = `(${included.join(needsAll ? ' AND ' : ' OR ')})`;
  return excluded.length > 0 ? `${positive} NOT (${excluded.join(' OR ')})` : positive;
}

/** FTS5 reads no further than a NUL. */
const phrase = ({ words, isPrefix }: WordTerm) => `"${words.join(' ').replaceAll('\0', ' ').replaceAll('"', '""')}"${isPrefix ? '*' : ''}`;
