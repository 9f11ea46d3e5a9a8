import { readFileSync, statSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';

/**
 * Where set-up commands put tensor engines and networks: MMAE_ENGINES, else the user's cache folder.
 * It is outside node_modules, so that engines outlive an install and serve every checkout.
 */
export function enginesFolder(): string {
  const { MMAE_ENGINES, XDG_CACHE_HOME = '' } = process.env;
  return MMAE_ENGINES || join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'mmae', 'engines');
}

/** The file in a folder that records the size of each of its other files. */
const sizesFile = 'sizes.json';

/** The size in bytes of every file in a folder, by its path relative to the folder. */
export async function fileSizes(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [relative(folder, file), (await stat(file)).size] as const)));
}

/** Records the file sizes of a folder that is complete. */
export async function recordFileSizes(folder: string): Promise<void> {
  await writeFile(join(folder, sizesFile), JSON.stringify(await fileSizes(folder)));
}

/**
 * Checks a folder before anything in it is loaded: loading a truncated library ends the process.
 *
 * @throws Error that names the first file whose size differs from the recorded one
 */
export function expectRecordedSizes(folder: string): void {
  for (const [path, size] of Object.entries(recordedSizes(folder))) {
    const file = join(folder, path);
    const found = statSync(file, { throwIfNoEntry: false })?.size;
    if (found !== size) throw new Error(`damaged: ${file} ${found === undefined ? 'is missing' : `has ${found} bytes instead of ${size}`}`);
  }
}

function recordedSizes(folder: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(join(folder, sizesFile), 'utf8')) as Record<string, number>;
  } catch {
    throw new Error(`incomplete: ${join(folder, sizesFile)} is missing or unreadable`);
  }
}
