import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

type Content = string | Uint8Array | Iterable<Uint8Array>;

/**
 * Writes a file atomically: into a draft in the same folder, which is synced to the disk and then renamed to `path`.
 * If anything fails, the old file remains and the draft is removed.
 *
 * @param content the complete content, or its pieces in order
 * @throws any error of the file system
 */
export async function writeFileAtomically(path: string, content: Content): Promise<void> {
  await writeFilesAtomically({ [path]: content });
}

/**
 * Writes files that belong together. All drafts are written first and then renamed in the order given, so that a full disk
 * leaves all the old files in place.
 *
 * @param contents by path; the folders must exist
 * @throws any error of the file system
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

/** Whether a file name is that of a draft. A draft that remains was left by a process that was killed. */
export const isDraft = (name: string) => /^\..+\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);

/** A unique path for a draft of `path`, in the same folder; `isDraft` recognizes its name. */
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

/** Makes renames within a folder durable. Does nothing on Windows, which has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
