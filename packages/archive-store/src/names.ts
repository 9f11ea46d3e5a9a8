import type { Database } from './database.ts';

/** The key of a label, concept or subset, which is added if it is new. */
export function nameKey(db: Database, name: string): number {
  return knownNameKey(db, name) ?? db.run('INSERT INTO names (name) VALUES (?)', name);
}

/** The key of a name, or undefined if nothing in the archive has it. */
export const knownNameKey = (db: Database, name: string): number | undefined =>
  db.get<{ key: number }>('SELECT key FROM names WHERE name = ?', name)?.key;

/** The name of a key that the database holds. */
export const nameOf = (db: Database, key: number): string => db.get<{ name: string }>('SELECT name FROM names WHERE key = ?', key)!.name;
