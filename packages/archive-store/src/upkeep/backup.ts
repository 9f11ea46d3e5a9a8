import { existsSync, realpathSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { backup as copyPages, DatabaseSync } from '@photostructure/sqlite';
import { draftOf, syncFolder } from '@mmae/files';
import { InputError } from '@mmae/input';
import type { Database } from '../database.ts';

const pagesAtATime = 2000;

/** Copies the database, decisions included, while others read and write. The file is complete when it appears under its name. */
export async function backupArchive(db: Database, file: string, onProgress?: (done: number, total: number) => void): Promise<void> {
  expectFree(db, file);
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
    await syncFolder(dirname(resolve(file)));
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(draft + suffix, { force: true });
  }
}

/** @throws InputError if the folder does not exist, or if the file is the database itself */
function expectFree(db: Database, file: string): void {
  if (!existsSync(dirname(resolve(file)))) {
    throw new InputError(`backup: expected a file in a folder that exists, got ${file}. Make the folder first.`);
  }
  if (existsSync(file) && realpathSync(file) === realpathSync(db.connection.location()!)) {
    throw new InputError(`backup: expected a file other than the database, got ${file}. Name another.`);
  }
}
