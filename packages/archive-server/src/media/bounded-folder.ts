import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

export interface BoundedFolder {
  /** Says that a file was used now; one that is new is counted, and others are removed if the limit is exceeded. */
  used(path: string): Promise<void>;
}

/** The date of a file is renewed at most this often. */
const renewedMs = 60 * 60_000;

/**
 * Bounds the bytes of the files in a folder: those unused for longest are removed. The use of a file is kept as its date, so that it outlives the server.
 * The file just used is never removed, even if it is larger than the limit by itself.
 */
export function boundedFolder(folder: string, maxBytes: number, now: () => number = Date.now): BoundedFolder {
  const files = new Map<string, KeptFile>(); // unused for longest first
  let numBytes = 0;
  const put = (path: string, file: KeptFile) => {
    numBytes += file.sizeBytes - (files.get(path)?.sizeBytes ?? 0);
    files.delete(path);
    files.set(path, file);
  };
  let reading: Promise<void> | undefined;
  const readOnce = async () => {
    for (const [path, file] of await keptFiles(folder)) put(path, file);
  };
  const removeOldest = async () => {
    for (const [path, { sizeBytes }] of files) {
      if (numBytes <= maxBytes || files.size === 1) return;
      files.delete(path);
      numBytes -= sizeBytes;
      await rm(path, { force: true });
    }
  };
  return {
    async used(path) {
      await (reading ??= readOnce());
      const known = files.get(path);
      const usedMs = now();
      if (!known || usedMs - known.usedMs > renewedMs) {
        await utimes(path, usedMs / 1000, usedMs / 1000);
        put(path, { sizeBytes: (await stat(path)).size, usedMs });
      } else put(path, known);
      await removeOldest();
    },
  };
}

interface KeptFile {
  readonly sizeBytes: number;
  /** when its date was renewed */
  readonly usedMs: number;
}

/** Files in a folder and those within, unused for longest first. */
async function keptFiles(folder: string): Promise<[string, KeptFile][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: [string, KeptFile][] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => undefined); // an unfinished file has been renamed
    if (found) files.push([path, { sizeBytes: found.size, usedMs: found.mtimeMs }]);
  }
  return files.sort(([, a], [, b]) => a.usedMs - b.usedMs);
}
