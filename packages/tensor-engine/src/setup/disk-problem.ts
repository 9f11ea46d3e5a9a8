import { SetupProblem } from './setup-problem.ts';

const elsewhere = 'name a folder on another disk with MMAE_ENGINES';

/** What a disk or a folder refused, as the user can mend it; undefined for any other error. */
export function diskProblem(error: unknown): SetupProblem | undefined {
  const { code = '', path = 'the folder of the engines' } = error as NodeJS.ErrnoException;
  if (['ENOSPC', 'EDQUOT'].includes(code)) return new SetupProblem('The disk is full', `Make room, or ${elsewhere}`);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code)) {
    return new SetupProblem(`${path} cannot be used (${code})`, `Correct that, or ${elsewhere}`);
  }
  return undefined;
}
