import { InputError } from '@mmae/input';
import type { Database } from './database.ts';

/**
 * Every version of the schema, as the statements that lead to it from the one before. A version that was released is never edited.
 *
 * Keys are AUTOINCREMENT: the key of a removed sample is never used again, so that nothing that remembers it can mean another sample.
 * Columns named `is_…` are 0 or 1. Dates are ISO 8601. `names` holds labels, concepts and subset keys once each.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO facts VALUES ('version', 1), ('index_version', 1), ('log_bytes', 0);
  CREATE TABLE names (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE assets (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, content TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    root TEXT NOT NULL, path TEXT NOT NULL, copies TEXT NOT NULL, title TEXT NOT NULL, film TEXT, language TEXT,
    date TEXT, first_day TEXT, last_day TEXT, size_bytes INTEGER NOT NULL, modified_ms REAL NOT NULL, subtitles TEXT NOT NULL,
    state TEXT NOT NULL, added_at TEXT NOT NULL, num_samples INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX assets_by_path ON assets (path, key);

  CREATE TABLE samples (
    key INTEGER PRIMARY KEY AUTOINCREMENT, asset_key INTEGER NOT NULL REFERENCES assets (key) ON DELETE CASCADE,
    from_frame INTEGER, to_frame INTEGER, seconds REAL, timecode TEXT, media TEXT NOT NULL, text TEXT NOT NULL, text_source TEXT,
    language TEXT, extra TEXT NOT NULL
  ) STRICT;
  CREATE INDEX samples_of_asset ON samples (asset_key, from_frame);
  CREATE VIRTUAL TABLE words USING fts5 (
    text, labels, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
  );

  CREATE TABLE runs (
    key INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL UNIQUE, modalities TEXT NOT NULL,
    is_current INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE annotations (
    run_key INTEGER NOT NULL, sample_key INTEGER NOT NULL, is_unlike_train INTEGER NOT NULL, PRIMARY KEY (run_key, sample_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE machine_tags (
    run_key INTEGER NOT NULL, sample_key INTEGER NOT NULL, label INTEGER NOT NULL, is_word INTEGER NOT NULL, confidence REAL NOT NULL,
    modalities INTEGER NOT NULL, concept INTEGER, uncertainty REAL GENERATED ALWAYS AS (abs(confidence - 0.5)) VIRTUAL,
    PRIMARY KEY (run_key, sample_key, label)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX machine_tags_by_label ON machine_tags (run_key, label, sample_key);
  CREATE INDEX machine_tags_by_concept ON machine_tags (run_key, concept, sample_key) WHERE concept IS NOT NULL;
  CREATE INDEX machine_tags_by_uncertainty ON machine_tags (run_key, uncertainty, sample_key, label);
  CREATE TABLE embedding_blocks (
    run_key INTEGER NOT NULL, subset INTEGER NOT NULL, block INTEGER NOT NULL, num_columns INTEGER NOT NULL, sample_keys BLOB NOT NULL,
    vectors BLOB NOT NULL, PRIMARY KEY (run_key, subset, block)
  ) STRICT;
  CREATE TABLE clusters (number INTEGER PRIMARY KEY, name TEXT NOT NULL, words TEXT NOT NULL) STRICT;
  CREATE TABLE cluster_members (
    cluster INTEGER NOT NULL, position INTEGER NOT NULL, sample_key INTEGER NOT NULL UNIQUE, PRIMARY KEY (cluster, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE maps (run_key INTEGER PRIMARY KEY, sample_keys BLOB NOT NULL, positions BLOB NOT NULL) STRICT;

  CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, content TEXT NOT NULL, from_frame INTEGER, to_frame INTEGER, label TEXT NOT NULL,
    concept TEXT, verdict TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, undoes TEXT, is_orphan INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX decisions_by_content ON decisions (content, label);
  CREATE INDEX orphans ON decisions (seq) WHERE is_orphan;
  CREATE TABLE verdicts (
    sample_key INTEGER NOT NULL, label INTEGER NOT NULL, is_accepted INTEGER, concept INTEGER, seq INTEGER NOT NULL,
    PRIMARY KEY (sample_key, label)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX verdicts_by_label ON verdicts (label, sample_key);
  CREATE INDEX verdicts_by_concept ON verdicts (concept, sample_key) WHERE concept IS NOT NULL;

  CREATE TABLE jobs (
    kind TEXT NOT NULL, started_at TEXT NOT NULL, state TEXT NOT NULL, num_done INTEGER NOT NULL, num_total INTEGER, message TEXT,
    updated_at TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, PRIMARY KEY (kind, started_at)
  ) STRICT, WITHOUT ROWID;
  `,
];

const schemaVersion = migrations.length;

const versionOf = (db: Database) => db.get<{ user_version: number }>('PRAGMA user_version')!.user_version;

/** Brings a database to the latest version, each step in a transaction. @throws InputError if a newer program made it */
export function migrate(db: Database): void {
  expectKnownVersion(db);
  for (let version = versionOf(db); version < schemaVersion; version++) {
    db.exec('BEGIN IMMEDIATE');
    try {
      if (versionOf(db) === version) db.exec(`${migrations[version]}; PRAGMA user_version = ${version + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** For reading only. @throws InputError unless the database has the latest version */
export function expectVersion(db: Database): void {
  expectKnownVersion(db);
  const version = versionOf(db);
  if (version === schemaVersion) return;
  throw new InputError(
    `openArchive: expected an archive of version ${schemaVersion}, got version ${version}. Open it once for writing, with mmae-archive check.`,
  );
}

/** @throws InputError if a newer program made the database */
function expectKnownVersion(db: Database): void {
  const version = versionOf(db);
  if (version <= schemaVersion) return;
  throw new InputError(
    `openArchive: expected an archive of version ${schemaVersion} or older, got version ${version}. Install a newer mmae-archive.`,
  );
}
