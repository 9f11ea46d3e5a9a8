import { InputError } from '@mmae/input';

/** A run folder that cannot be read or written. The message names the file, the rule and the remedy. */
export class RunFolderError extends InputError {
  override readonly name = 'RunFolderError';
}

const writeRemedies: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free space and run the command again',
  EDQUOT: 'the disk quota is used up. Free space and run the command again',
  EROFS: 'the disk is read-only. Name a folder on another disk',
  EACCES: 'there is no permission. Give write access to the folder, or name another',
  EPERM: 'there is no permission. Give write access to the folder, or name another',
  EEXIST: 'a file has its name. Name another folder',
  ENOTDIR: 'a part of the path is a file. Name another folder',
  ENOENT: 'a parent folder is missing or read-only. Name a folder that can be written',
};

const readRemedies: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist. Name a run folder that contains it, or let the run write it',
  ENOTDIR: 'a part of the path is a file. Name a run folder that contains it',
  EISDIR: 'a folder has its name. Restore the file from a copy, or run again',
  EACCES: 'there is no permission. Give read access to it and to the folders above it',
  EPERM: 'there is no permission. Give read access to it and to the folders above it',
};

/** The error for a failed write, with a remedy. Errors that are not from the file system are returned unchanged. */
export function toWriteError(writer: string, path: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const reason = writeRemedies[cause.code] ?? `${cause.message}. Name another folder`;
  return new RunFolderError(`${writer}: expected to write ${path}, got ${cause.code}: ${reason}. Earlier files are intact.`, {
    cause,
  });
}

/** The error for a failed read, with a remedy. Errors that are not from the file system are returned unchanged. */
export function toReadError(reader: string, path: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const reason = readRemedies[cause.code] ?? `${cause.message}. Check the disk, or name another folder`;
  return new RunFolderError(`${reader}: expected to read ${path}, got ${cause.code}: ${reason}.`, { cause });
}

/** An error of the operating system: `EACCES`, `EIO` … */
const isSystemError = (cause: unknown): cause is NodeJS.ErrnoException & { code: string } =>
  /^E[A-Z0-9]+$/.test(String((cause as NodeJS.ErrnoException | undefined)?.code));
