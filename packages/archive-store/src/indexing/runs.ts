import type { RunReference } from './run.ts';
import type { Database } from '../database.ts';

interface RunRow {
  readonly key: number;
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly modalities: string;
}

/** The run whose annotations readers see. */
export function currentRun(db: Database): RunReference | undefined {
  const row = db.get<RunRow>('SELECT * FROM runs WHERE is_current');
  return row && { folder: row.folder, name: row.name, version: row.version, modalities: JSON.parse(row.modalities) };
}

export const currentRunKey = (db: Database): number | undefined => db.get<{ key: number }>('SELECT key FROM runs WHERE is_current')?.key;

/** The key of a run, which is added unless it is known by its version. What other unfinished runs stored is removed. */
export function openRun(db: Database, run: RunReference): number {
  const known = db.get<{ key: number }>('SELECT key FROM runs WHERE version = ?', run.version)?.key;
  const key = known ?? db.run(`INSERT INTO runs (folder, name, version, modalities, is_current) VALUES ('', '', ?, '[]', 0)`, run.version);
  db.run('UPDATE runs SET folder = ?, name = ?, modalities = ? WHERE key = ?', run.folder, run.name, JSON.stringify(run.modalities), key);
  return key;
}

const tables = ['annotations', 'machine_tags', 'embedding_blocks', 'maps'];
const chunkSize = 20_000;

/** Removes what runs stored that are neither current nor the given one, in several transactions, so that no other writer waits long. */
export function removeOtherRuns(db: Database, kept: number): void {
  const others = db.all<{ key: number }>('SELECT key FROM runs WHERE NOT is_current AND key <> ?', kept);
  for (const { key } of others) {
    for (const table of tables) while (removeChunk(db, table, key));
    db.write(() => db.run('DELETE FROM runs WHERE key = ?', key));
  }
}

const keyColumns: Record<string, string> = {
  annotations: 'run_key, sample_key',
  machine_tags: 'run_key, sample_key, label',
  embedding_blocks: 'run_key, subset, block',
  maps: 'run_key',
};

/** @returns whether there may be more */
function removeChunk(db: Database, table: string, run: number): boolean {
  const columns = keyColumns[table];
  const limit = table === 'embedding_blocks' ? 50 : chunkSize;
  return db.write(() => {
    db.run(`DELETE FROM ${table} WHERE (${columns}) IN (SELECT ${columns} FROM ${table} WHERE run_key = ? LIMIT ${limit})`, run);
    return db.get<{ n: number }>('SELECT changes() AS n')!.n > 0;
  });
}
