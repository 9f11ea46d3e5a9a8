import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that its path never shows half of it: beside it under another name, synced to the disk, then renamed over it.
 * Where anything fails, what was at `path` is still there and nothing is left beside it.
 *
 * @param content the whole of it, or its pieces in order
 * @throws what the file system throws
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array | Iterable<Uint8Array>): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeSynced(beside, content);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeSynced(path: string, content: string | Uint8Array | Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content as Uint8Array);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable; Windows has no such call for folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
