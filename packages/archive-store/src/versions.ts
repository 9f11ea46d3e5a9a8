import type { Database } from './database.ts';

const valueOf = (db: Database, name: string) => db.get<{ value: number }>('SELECT value FROM facts WHERE name = ?', name)!.value;

/** Grows with every change by any process. */
export const versionOf = (db: Database): number => valueOf(db, 'version');

/** Grows with every change of samples, embeddings, machine tags, clusters or the map; decisions leave it as it is. */
export const indexVersionOf = (db: Database): number => valueOf(db, 'index_version');

/** Called within the transaction of every such change. */
export function countIndexChange(db: Database): void {
  db.run(`UPDATE facts SET value = value + 1 WHERE name = 'index_version'`);
}

/** A value that is read again only once a version has grown. Called within a read transaction, so that value and version belong together. */
export function readOnce<Value>(versionNow: () => number, read: () => Value): () => Value {
  let kept: { readonly version: number; readonly value: Value } | undefined;
  return () => {
    const version = versionNow();
    if (kept?.version !== version) kept = { version, value: read() };
    return kept.value;
  };
}
