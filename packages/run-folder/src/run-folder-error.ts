/** A run folder that cannot be read or written as it is: the sentence names the file, the rule and the remedy. */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
}

const diskFailures: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free space and run the command again',
  EDQUOT: 'the disk quota is used up. Free space and run the command again',
  EROFS: 'the disk is read-only. Name a folder on another disk',
  EACCES: 'there is no permission. Give write access to the folder, or name another',
  EPERM: 'there is no permission. Give write access to the folder, or name another',
  ENOTDIR: 'a part of the path is a file. Name another folder',
  ENOENT: 'a folder above it is gone or read-only. Name a folder that can be written',
};

/** A failed write in words; anything but a failure of the disk passes through as it is. */
export function toWriteError(writer: string, path: string, cause: unknown): unknown {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const reason = diskFailures[code];
  if (!reason) return cause;
  return new RunFolderError(`${writer}: expected to write ${path}, got ${code}: ${reason}. What was there before is intact.`, { cause });
}
