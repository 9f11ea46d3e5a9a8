import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup as copyPages, DatabaseSync } from '@photostructure/sqlite';
import { draftOf, syncFolder } from '@mmae/files';
import type { Database } from '../database.ts';

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
