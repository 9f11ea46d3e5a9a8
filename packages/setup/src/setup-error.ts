import { CommandFailure } from '@mmae/command-line';

/** Something cannot be set up on this machine: the reason and the remedy, one sentence each. */
export class SetupError extends CommandFailure {
  constructor(reason: string, remedy: string) {
    super(`${reason}. ${remedy}.`);
  }
}

const elsewhere = 'choose a folder on another disk with MMAE_ENGINES';

/** An error of the disk or of a folder as a `SetupError`; undefined for any other error. */
export function toDiskError(error: unknown): SetupError | undefined {
  const { code = '', path = 'the folder of the engines' } = error as NodeJS.ErrnoException;
  if (['ENOSPC', 'EDQUOT'].includes(code)) return new SetupError('The disk is full', `Free some space, or ${elsewhere}`);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code)) {
    return new SetupError(`${path} cannot be used (${code})`, `Correct that, or ${elsewhere}`);
  }
  return undefined;
}
