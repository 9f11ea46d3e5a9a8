import { CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { InputError, nearestName } from '@mmae/input';
import { existsSync } from 'node:fs';
import { exitCodeHelp } from './exit-codes.ts';

/** Thrown after help was printed: nothing is left to do. */
export class CommandHelpShown extends Error {}

export interface HelpOutput {
  print(text: string): void;
  /** width of the terminal */
  readonly columns?: number;
}

/**
 * Sets up a command and its subcommands in place: help lists the exit codes and goes to `print`, bad usage is an `InputError`,
 * options may come before a subcommand, and a misspelt subcommand is not taken for an argument.
 */
export function configureCommand(command: CommandUnknownOpts, output: HelpOutput): void {
  const width = output.columns || 100;
  command
    .exitOverride((error) => {
      throw toInputError(command, error);
    })
    .configureOutput({ writeOut: output.print, writeErr: () => undefined, outputError: () => undefined, getOutHelpWidth: () => width })
    .configureHelp({ helpWidth: width })
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .addHelpText('after', exitCodeHelp);
  if (command.commands.length > 0) {
    command
      .helpCommand('help [command]', 'show the help of a command')
      .hook('preSubcommand', passOptionsOn)
      .hook('preAction', (_, action) => {
        if (action === command) expectNoMisspeltCommand(command);
      });
  }
  for (const subcommand of command.commands) configureCommand(subcommand, output);
}

function toInputError(command: CommandUnknownOpts, { code, message, exitCode }: CommanderError): Error {
  if (exitCode === 0) return new CommandHelpShown();
  const usage = `See ${pathOf(command)} --help.`;
  if (code === 'commander.help') {
    return new InputError(`${pathOf(command)}: expected a command of ${namesOf(command).join(', ')}, got none. ${usage}`);
  }
  const sentence = message.replace(/^error: /, '').replace(/\.?\n\((.*)\)$/, '. $1');
  const excess =
    code === 'commander.excessArguments' ? ` Got ${command.args.map((arg) => JSON.stringify(arg)).join(' ')}.${suggestion(command)}` : '';
  return new InputError(`${pathOf(command)}: ${sentence}${/[.?]$/.test(sentence) ? '' : '.'}${excess} ${usage}`);
}

/** "mmae-train cache" */
function pathOf(command: CommandUnknownOpts): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

const namesOf = ({ commands }: CommandUnknownOpts) => commands.map((subcommand) => subcommand.name());

function suggestion(command: CommandUnknownOpts): string {
  const [first = ''] = command.args;
  const nearest = nearestName(first, namesOf(command));
  return nearest === undefined ? '' : ` Did you mean the command ${nearest}?`;
}

/** Gives a subcommand the options that came before its name, as in `mmae-train --seed 3 check …`. */
function passOptionsOn(command: CommandUnknownOpts, subcommand: CommandUnknownOpts): void {
  for (const option of command.options) {
    const key = option.attributeName();
    if (command.getOptionValueSource(key) !== 'cli') continue;
    if (!subcommand.options.some((known) => known.attributeName() === key)) {
      throw new InputError(
        `${pathOf(subcommand)}: expected its own options, got ${option.long} before its name. See ${pathOf(subcommand)} --help.`,
      );
    }
    subcommand.setOptionValueWithSource(key, command.getOptionValue(key), 'cli');
  }
}

/** @throws InputError if the first argument is not a file or folder, but resembles the name of a subcommand */
function expectNoMisspeltCommand(command: CommandUnknownOpts): void {
  const [first] = command.args;
  if (first === undefined || existsSync(first) || suggestion(command) === '') return;
  throw new InputError(
    `${pathOf(command)}: unknown command ${JSON.stringify(first)}.${suggestion(command)} See ${pathOf(command)} --help.`,
  );
}
