import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

type Content = string | Uint8Array | Iterable<Uint8Array>;

/**
 * Writes a file so that its path never shows half of it: beside it under another name, synced to the disk, then renamed over it.
 * Where anything fails, what was at `path` is still there and nothing is left beside it.
 *
 * @param content the whole of it, or its pieces in order
 * @throws what the file system throws
 */
export async function writeFileAtomically(path: string, content: Content): Promise<void> {
  await writeFilesAtomically({ [path]: content });
}

/**
 * Writes files that belong together: all of them beside their places first, then one rename each in the order given, so that a full disk
 * leaves every earlier one.
 *
 * @param contents by path; folders are there already
 * @throws what the file system throws
 */
export async function writeFilesAtomically(contents: Readonly<Record<string, Content>>): Promise<void> {
  const drafts = Object.entries(contents).map(([path, content]) => ({ path, content, draft: draftOf(path) }));
  try {
    for (const { draft, content } of drafts) await writeSynced(draft, content);
    for (const { draft, path } of drafts) await rename(draft, path);
  } catch (error) {
    for (const { draft } of drafts) await rm(draft, { force: true });
    throw error;
  }
  for (const folder of new Set(Object.keys(contents).map(dirname))) await syncFolder(folder);
}

/** Whether a file of this name is a draft of these functions; one that stays was left by a process that was killed. */
export const isDraft = (name: string) => /^\..+\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);

/** A name beside a path that no other process takes, and that `isDraft` tells. */
export const draftOf = (path: string) => join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);

async function writeSynced(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content as Uint8Array);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames in a folder durable; Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
