import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup as copyPages, DatabaseSync } from '@photostructure/sqlite';
import { InputError } from '@mmae/input';
import { openDatabase, type Database } from '../database.ts';
import { openArchive } from '../open-archive.ts';

/**
 * Puts a backup in the place of the database of an archive, or of none, in one transaction: processes that have the archive open see the backup from
 * then on. `decisions.jsonl` stays, and decisions that are newer than the backup are added from it.
 *
 * @throws InputError unless the file is an intact backup
 */
export async function restoreArchive(file: string, folder: string): Promise<void> {
  expectBackup(file);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'archive.sqlite');
  const version = existsSync(path) ? versionOf(path) : undefined;
  if (version === undefined) await removeDatabase(path);
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    await copyPages(source, path);
  } finally {
    source.close();
  }
  const db = openDatabase(path);
  db.write(() => db.run(`UPDATE facts SET value = max(value, ?) WHERE name = 'version'`, version ?? 0));
  db.close();
  openArchive(folder).close(); // adds newer decisions
}

function expectBackup(file: string): void {
  const problem = existsSync(file) ? problemOf(file) : 'no file';
  if (problem) throw new InputError(`restoreArchive: expected a backup of an archive, got ${file}: ${problem}.`);
}

function problemOf(file: string): string | undefined {
  let db: Database | undefined;
  try {
    db = openDatabase(file, { readOnly: true });
    const { integrity_check } = db.get<{ integrity_check: string }>('PRAGMA integrity_check(1)')!;
    db.get('SELECT count(*) FROM decisions');
    return integrity_check === 'ok' ? undefined : integrity_check;
  } catch (error) {
    return (error as Error).message;
  } finally {
    db?.close();
  }
}

/** The version of the archive in a database; undefined for a damaged one, which is replaced as a file. */
function versionOf(path: string): number | undefined {
  let db: Database | undefined;
  try {
    db = openDatabase(path);
    return db.get<{ value: number }>(`SELECT value FROM facts WHERE name = 'version'`)?.value;
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
}
