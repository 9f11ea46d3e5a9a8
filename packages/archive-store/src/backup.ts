import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup as copyPages, DatabaseSync } from '@photostructure/sqlite';
import { draftOf, syncFolder } from '@mmae/files';
import { InputError } from '@mmae/input';
import { openDatabase, type Database } from './database.ts';

const pagesAtATime = 2000;

/** Copies the database, decisions included, while others read and write. The file is complete when it appears under its name. */
export async function backupArchive(db: Database, file: string, onProgress?: (done: number, total: number) => void): Promise<void> {
  const draft = draftOf(file);
  try {
    await copyPages(db.connection, draft, {
      rate: pagesAtATime,
      progress: ({ totalPages, remainingPages }) => onProgress?.(totalPages - remainingPages, totalPages),
    });
    const copy = new DatabaseSync(draft);
    copy.exec('PRAGMA journal_mode = DELETE');
    copy.close();
    await rename(draft, file);
    await syncFolder(join(file, '..'));
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(draft + suffix, { force: true });
  }
}

/**
 * Puts a backup in the place of the database of an archive, or of none. `decisions.jsonl` stays: decisions that are newer than the backup are
 * added when the archive is opened.
 *
 * @throws InputError unless the file is an intact backup and no process has the archive open
 */
export async function restoreArchive(file: string, folder: string): Promise<void> {
  expectBackup(file);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'archive.sqlite');
  expectNotOpen(path);
  const draft = draftOf(path);
  try {
    await copyFile(file, draft);
    for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
    await rename(draft, path);
    await syncFolder(folder);
  } finally {
    await rm(draft, { force: true });
  }
}

function expectBackup(file: string): void {
  const problem = !existsSync(file) ? 'no file' : problemOf(file);
  if (problem) throw new InputError(`restore: expected a backup of an archive, got ${file}: ${problem}.`);
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

/** In exclusive mode a database can be opened only while nobody else has it open. A damaged one has no user either. */
function expectNotOpen(path: string): void {
  if (!existsSync(path)) return;
  const connection = new DatabaseSync(path, { timeout: 0 });
  try {
    connection.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    if ((error as { sqliteCodeName?: string }).sqliteCodeName?.startsWith('SQLITE_BUSY')) {
      throw new InputError(`restore: expected an archive that nobody uses, got ${path}, which is open. Stop mmae-archive and try again.`, { cause: error }); // prettier-ignore
    }
  } finally {
    connection.close();
  }
}
