import { InputError } from '@mmae/input';

/** How every command ends, as its help lists it. */
export const exitCodes = { done: 0, internalError: 1, badInput: 2, interrupted: 130 } as const;

export const exitCodeHelp = `
Exit codes:
  0    done
  1    internal error: please report this bug; or a failure that the message explains
  2    bad input: an option, a file or a folder
  130  interrupted`;

/** The command cannot do its work for a reason that is neither its input nor a bug, such as a download that fails: exit code 1, no stack. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** The exit code of a command that ended with an error, and what its user reads. The class of the error decides. */
export function describeFailure(error: unknown): { readonly exitCode: 1 | 2; readonly message: string } {
  const input = error instanceof InputError ? error : toPathError(error);
  if (input) return { exitCode: exitCodes.badInput, message: input.message };
  if (error instanceof CommandFailure) return { exitCode: exitCodes.internalError, message: error.message };
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return { exitCode: exitCodes.internalError, message: `Internal error: please report this bug, with these lines:\n${stack}` };
}

/**
 * An error of the operating system for a path, as bad input: commands open only paths that their user gave as an argument or in an
 * environment variable.
 *
 * @returns undefined for any other error
 */
export function toPathError(error: unknown): InputError | undefined {
  const { code = '', path, syscall, message } = Object(error) as NodeJS.ErrnoException;
  if (syscall === undefined) return undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new InputError(
      `expected space on the disk${path ? ` for ${path}` : ''}, got none left (${code}). Free some, then run it again.`,
    );
  }
  if (path === undefined) return undefined;
  const [rule, found, remedy] = pathRules[code] ?? ['access to', message, 'Check the path.'];
  return new InputError(`expected ${rule} ${path}, got ${found}. ${remedy}`);
}

const permission = ['access to', 'permission denied', 'Change its permissions, or name another.'] as const;

/** Rule, what was found, remedy. */
const pathRules: Readonly<Record<string, readonly [string, string, string]>> = {
  ENOENT: ['a file or folder at', 'none: no such file or directory', 'Check the path.'],
  ENOTDIR: ['a folder in the path', 'a file', 'Check the path.'],
  EISDIR: ['a file at', 'a folder', 'Name a file.'],
  EEXIST: ['nothing yet at', 'a file or folder', 'Name another.'],
  ENOTEMPTY: ['an empty folder at', 'one that holds files', 'Name another.'],
  EACCES: permission,
  EPERM: permission,
  EROFS: ['to write to', 'a read-only file system', 'Name another path.'],
};
