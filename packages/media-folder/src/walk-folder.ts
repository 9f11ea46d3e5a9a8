import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Why a file or folder is not in the manifest, or what of it was not used. */
export interface FileNote {
  /** relative to the folder */
  readonly path: string;
  /** a short cause, a colon, details; summaries count the causes */
  readonly reason: string;
}

export type AddNote = (path: string, reason: string) => void;

/** Hidden files, and files that operating systems and network drives leave in folders. */
const ignored = /^(\..*|__MACOSX|@eaDir|#recycle|\$RECYCLE\.BIN|System Volume Information|Thumbs\.db|ehthumbs\.db|desktop\.ini)$/i;

/** The folder in which the shots of films are kept unless another is chosen. It is not searched for media. */
export const shotsFolderName = 'mmae-shots';

export interface FolderFiles {
  /** relative to the root, with forward slashes */
  readonly paths: readonly string[];
  /** hidden and system files and folders, which are not opened */
  readonly numIgnored: number;
}

export interface WalkOptions {
  readonly signal: AbortSignal;
  /** absolute paths of files and folders that are not opened and not counted */
  readonly skipped?: readonly string[];
  readonly onFound: (count: number) => void;
}

/**
 * Finds all files in a folder and its subfolders. Links to files inside the folder are followed. Links to folders are not, so there are no loops
 * and no file is found twice.
 *
 * @param root free of symbolic links (`realpath`)
 */
export async function walkFolder(root: string, addNote: AddNote, { signal, skipped = [], onFound }: WalkOptions): Promise<FolderFiles> {
  const paths: string[] = [];
  let numIgnored = 0;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    for (const entry of await entriesOf(root, folder, addNote)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const nameProblem = nameProblemOf(path, entry.isDirectory());
      if (skipped.includes(join(root, path)) || entry.name === shotsFolderName) continue;
      if (ignored.test(entry.name)) numIgnored += 1;
      else if (await isNotUtf8(root, path)) addNote(path, notUtf8);
      else if (nameProblem) addNote(path, nameProblem);
      else if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(root, path, addNote)))) paths.push(path);
      else if (!entry.isSymbolicLink()) addNote(path, 'not a file: a device, a pipe or a socket');
    }
    onFound(paths.length);
  }
  return { paths, numIgnored };
}

const notUtf8 =
  'name not UTF-8: a manifest cannot contain it. Rename it, or rename all such files and folders at once: convmv -f latin1 -t utf8 -r --notest FOLDER';

/** Names that a manifest would change, so that the path would no longer lead to the file. */
function nameProblemOf(path: string, isFolder: boolean): string | undefined {
  if (/[\n\r]/.test(path)) return 'name with a line break: a manifest cannot contain it. Rename it.';
  if (path.includes('\\')) return 'name with a backslash: in a manifest, it separates folders. Rename it.';
  if (isFolder ? /^\s/.test(path) : /^\s|\s$/.test(path)) return 'name with surrounding spaces: a manifest would lose them. Rename it.';
  return undefined;
}

async function entriesOf(root: string, folder: string, addNote: AddNote) {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    addNote(folder || '.', `unreadable: ${codeOf(error)}. Check the permissions of this folder.`);
    return [];
  }
}

/** Node replaces bytes that are not UTF-8 by U+FFFD, and cannot find the file by that name. */
async function isNotUtf8(root: string, path: string): Promise<boolean> {
  return path.includes('\ufffd') && (await lstat(join(root, path)).catch(() => undefined)) === undefined;
}

async function isLinkToFile(root: string, path: string, addNote: AddNote): Promise<boolean> {
  try {
    const real = await realpath(join(root, path));
    const target = relative(root, real);
    if (target.startsWith('..') || real === root) addNote(path, 'external link: its target is outside the folder. Copy the target here.');
    else if ((await stat(real)).isFile()) return true;
    else addNote(path, `link to a folder: ${target.replaceAll(sep, '/')} is read at its own path`);
  } catch (error) {
    addNote(path, `broken link: ${codeOf(error)}. Restore its target, or remove it.`);
  }
  return false;
}

/** The system's code of an error: EACCES, ENOENT. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
