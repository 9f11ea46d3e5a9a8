import { readFileSync, statSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Where a set-up keeps the size of each of its files, in its own folder. */
const noteName = 'sizes.json';

/** Bytes of every file in a folder, by its path there. */
export async function fileSizes(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [relative(folder, file), (await stat(file)).size] as const)));
}

/** Notes the sizes of a set-up that is all there. */
export async function noteFileSizes(folder: string): Promise<void> {
  await writeFile(join(folder, noteName), JSON.stringify(await fileSizes(folder)));
}

/**
 * To be asked before anything of a set-up is loaded: a library that was cut short ends the process that loads it.
 *
 * @throws Error that names the first file that is not as large as it was when the set-up was completed
 */
export function requireNotedSizes(folder: string): void {
  for (const [path, size] of Object.entries(notedSizes(folder))) {
    const file = join(folder, path);
    const found = statSync(file, { throwIfNoEntry: false })?.size ?? 'no';
    if (found !== size) throw new Error(`it is damaged: ${file} has ${found} bytes, not ${size}`);
  }
}

function notedSizes(folder: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(join(folder, noteName), 'utf8')) as Record<string, number>;
  } catch {
    throw new Error('it is not complete: the sizes of its files are not noted');
  }
}
