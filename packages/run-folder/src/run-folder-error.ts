import { InputError } from '@mmae/input';

/** A run folder that cannot be read or written as it is: the sentence names the file, the rule and the remedy. */
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
  ENOENT: 'a folder above it is gone or read-only. Name a folder that can be written',
};

const readRemedies: Readonly<Record<string, string>> = {
  ENOENT: 'there is none. Name a run folder that holds it, or let the run write it',
  ENOTDIR: 'a part of the path is a file. Name a run folder that holds it',
  EISDIR: 'a folder has its name. Restore the file from a copy, or run again',
  EACCES: 'there is no permission. Give read access to it and to the folders above it',
  EPERM: 'there is no permission. Give read access to it and to the folders above it',
};

/** A failed write in words; anything but a failure of the file system passes through as it is. */
export function toWriteError(writer: string, path: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const reason = writeRemedies[cause.code] ?? `${cause.message}. Name another folder`;
  return new RunFolderError(`${writer}: expected to write ${path}, got ${cause.code}: ${reason}. What was there before is intact.`, {
    cause,
  });
}

/** A failed read in words; anything but a failure of the file system passes through as it is. */
export function toReadError(reader: string, path: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const reason = readRemedies[cause.code] ?? `${cause.message}. Look at the disk, or name another folder`;
  return new RunFolderError(`${reader}: expected to read ${path}, got ${cause.code}: ${reason}.`, { cause });
}

/** An error that the operating system gave: `EACCES`, `EIO` … */
const isSystemError = (cause: unknown): cause is NodeJS.ErrnoException & { code: string } =>
  /^E[A-Z0-9]+$/.test(String((cause as NodeJS.ErrnoException | undefined)?.code));
