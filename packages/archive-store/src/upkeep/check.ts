import type { Database } from '../database.ts';
import type { DecisionLog } from '../decisions/decision-log.ts';
import { allDecisions } from '../decisions/log-sync.ts';
import { matchWords, type Tokenize } from '../search/words.ts';

/** Integrity of the database and of the decision log, with a real query. @returns problems, none if all is well */
export function checkArchive(db: Database, log: DecisionLog, tokenize: Tokenize): readonly string[] {
  const steps = [integrity, foreignKeys, () => words(db, tokenize), () => decisions(db, log), samples];
  return db.read(() => [...new Set(steps.flatMap((step) => problemsOf(() => step(db))))]);
}

/** A damaged page is a problem, whatever is read from it. */
function problemsOf(step: () => readonly string[]): readonly string[] {
  try {
    return step();
  } catch (error) {
    return [`database: ${(error as Error).message}`];
  }
}

function integrity(db: Database): string[] {
  db.get(`SELECT rowid FROM words WHERE words MATCH 'a' LIMIT 1`); // only a query makes FTS5 see what other processes wrote, which is damage to it otherwise
  const rows = db.all<{ integrity_check: string }>('PRAGMA integrity_check(20)');
  return rows.filter((row) => row.integrity_check !== 'ok').map((row) => `database: ${row.integrity_check}`);
}

const foreignKeys = (db: Database) =>
  db.all<{ table: string; rowid: number }>('PRAGMA foreign_key_check').map(({ table, rowid }) => `database: row ${rowid} of ${table} belongs to nothing`); // prettier-ignore

/** Counts the samples in the index of words, and looks for one by a word of its text. */
function words(db: Database, tokenize: Tokenize): string[] {
  const numSamples = db.get<{ n: number }>('SELECT count(*) AS n FROM samples')!.n;
  const numIndexed = db.get<{ n: number }>('SELECT count(*) AS n FROM words')!.n;
  if (numSamples !== numIndexed) return [`words: ${numIndexed} of ${numSamples} samples can be found by their words`];
  const sample = db.get<{ key: number; text: string }>(`SELECT key, text FROM samples WHERE text <> '' ORDER BY key DESC`);
  const [word] = sample ? tokenize(sample.text) : [];
  if (!sample || word === undefined) return [];
  return matchWords(db, [{ words: [word] }]).sampleKeys.includes(sample.key)
    ? []
    : [`words: the last sample is not found by its word ${JSON.stringify(word)}`];
}

function samples(db: Database): string[] {
  const wrong = db.all<{ path: string }>(
    'SELECT path FROM assets a WHERE num_samples <> (SELECT count(*) FROM samples s WHERE s.asset_key = a.key) LIMIT 20',
  );
  return wrong.map(({ path }) => `assets: ${path} has another number of samples than recorded`);
}

function decisions(db: Database, log: DecisionLog): string[] {
  const { decisions: logged, badLines } = log.read();
  const inLog = new Set(logged.map(({ id }) => id));
  const inDatabase = new Set(allDecisions(db).map(({ id }) => id));
  const numMissing = [...inDatabase].filter((id) => !inLog.has(id)).length;
  const numUnknown = [...inLog].filter((id) => !inDatabase.has(id)).length;
  return [
    ...badLines.map((line) => `${log.path}: line ${line} is no decision`),
    ...(numMissing > 0 ? [`${log.path}: ${numMissing} decisions of the database are missing`] : []),
    ...(numUnknown > 0 ? [`database: ${numUnknown} decisions of ${log.path} are missing`] : []),
  ];
}
