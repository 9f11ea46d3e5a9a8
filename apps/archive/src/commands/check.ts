import { Command, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

const checkHelp = `
Rows on stdout: "damage" of the database or the decisions, a file that is "missing" or has "changed", and an "orphan", a decision whose frames match no shot.
The exit code is 1 if there is damage or a file is missing or changed; orphans are only listed.`;

/** `mmae-archive check`: whether an archive is intact and its files are as they were. */
export const checkCommand = (context: CommandContext) =>
  new Command('check')
    .description('Checks the database with a real query, the decisions, and whether files are missing or have changed.')
    .addOption(archiveOption())
    .addHelpText('after', checkHelp)
    .action(async ({ archive }) => (await import('../upkeep/check.ts')).check(archive, context));
