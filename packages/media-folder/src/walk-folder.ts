import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Leave } from './left-alone.ts';

/** Hidden files, and what operating systems and network drives leave in folders. */
const ignored = /^(\..*|__MACOSX|@eaDir|#recycle|\$RECYCLE\.BIN|System Volume Information|Thumbs\.db|ehthumbs\.db|desktop\.ini)$/i;

export interface Walked {
  /** paths relative to the root, with forward slashes */
  readonly files: readonly string[];
  /** hidden and system files and folders, which are not opened */
  readonly numIgnored: number;
}

/**
 * All files below a folder. Links to files inside it are followed; links to folders are not, so no loop is entered and nothing is found twice.
 *
 * @param root without links of its own (`realpath`)
 */
export async function walkFolder(
  root: string,
  leave: Leave,
  { signal, onFound }: { signal: AbortSignal; onFound: (count: number) => void },
): Promise<Walked> {
  const files: string[] = [];
  let numIgnored = 0;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    for (const entry of await entriesOf(root, folder, leave)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (ignored.test(entry.name)) numIgnored += 1;
      else if (await isNotUtf8(root, path)) leave(path, notUtf8);
      else if (unwritable(path, entry.isDirectory())) leave(path, unwritable(path, entry.isDirectory())!);
      else if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(root, path, leave)))) files.push(path);
      else if (!entry.isSymbolicLink()) leave(path, 'not a file: a device, a pipe or a socket');
    }
    onFound(files.length);
  }
  return { files, numIgnored };
}

const notUtf8 =
  'name that is not UTF-8: no manifest can name it. Rename it, or rename all such files and folders at once: convmv -f latin1 -t utf8 -r --notest FOLDER';

/** What a manifest would change in a path, which then leads elsewhere. */
function unwritable(path: string, isFolder: boolean): string | undefined {
  if (/[\n\r]/.test(path)) return 'name with a line break: no manifest can name it. Rename it.';
  if (path.includes('\\')) return 'name with a backslash: in a manifest it parts folders. Rename it.';
  if (isFolder ? /^\s/.test(path) : /^\s|\s$/.test(path))
    return 'name with spaces at an end: in a manifest they are not part of it. Rename it.';
  return undefined;
}

async function entriesOf(root: string, folder: string, leave: Leave) {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    leave(folder || '.', `unreadable: ${codeOf(error)}. Give yourself permission to read this folder.`);
    return [];
  }
}

/** Bytes that are not UTF-8 come as U+FFFD, and by that name the file cannot be found. */
async function isNotUtf8(root: string, path: string): Promise<boolean> {
  return path.includes('\ufffd') && (await lstat(join(root, path)).catch(() => undefined)) === undefined;
}

async function leadsToFile(root: string, path: string, leave: Leave): Promise<boolean> {
  try {
    const real = await realpath(join(root, path));
    const inside = relative(root, real);
    if (inside.startsWith('..') || real === root) leave(path, 'link: it leads out of the folder. Copy what it leads to in its place.');
    else if ((await stat(real)).isFile()) return true;
    else leave(path, `link: ${inside.replaceAll(sep, '/')} is read where it is`);
  } catch (error) {
    leave(path, `link: it leads to nothing (${codeOf(error)}). Restore its target, or remove it.`);
  }
  return false;
}

/** What the system calls an error: EACCES, ENOENT. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
