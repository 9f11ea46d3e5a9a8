import { InputError, toPrintable } from '@mmae/input';

/** A part of an argument: quoted, an escaped character, or plain. Plain backslashes are kept, as in paths of Windows. */
const piece = /^(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|\\([\s"'\\])|([^\s"'\\]+|\\))/;

/** What only a shell understands: pipes, redirections, lists of commands. */
const shellOperator = /^(?:\|\|?|&&?|;|\d?>.*|<.*)$/;

/**
 * Splits a command into the program and its arguments, as a shell does, but without one: spaces separate, quotes keep spaces, a backslash keeps a
 * space, a quote or a backslash. Nothing else is special, so no file name can run another program.
 *
 * @throws InputError for an empty command, a quote that is not closed, and for pipes and other work of a shell
 */
export function splitCommand(command: string): string[] {
  const parts: string[] = [];
  let rest = command.trimStart();
  while (rest !== '') {
    let part = '';
    const start = rest;
    while (rest !== '' && !/^\s/.test(rest)) {
      const [matched, double, single, escaped, plain] = piece.exec(rest) ?? [];
      if (matched === undefined) throw badCommand('every quote to be closed', command, 'Add the quote that is missing.');
      part += double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? escaped ?? plain;
      rest = rest.slice(matched.length);
    }
    if (shellOperator.test(start.slice(0, start.length - rest.length)))
      throw badCommand('one program and its arguments, without a shell', part, 'Put the command in a script, and name the script.');
    parts.push(part);
    rest = rest.trimStart();
  }
  if (!parts[0]) throw badCommand('a program and its arguments', JSON.stringify(command), 'Write for example: whisper-cli -np {wav}');
  return parts;
}

const badCommand = (rule: string, got: string, remedy: string) =>
  new InputError(`transcript command: expected ${rule}, got ${toPrintable(got)}. ${remedy}`);
