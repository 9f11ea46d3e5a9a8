import { Command, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

/** `mmae-archive backup`: a copy of the database, decisions included. */
export const backupCommand = (context: CommandContext) =>
  new Command('backup')
    .description('Copies the database with all decisions into one file, while others may search and decide. Media are not copied.')
    .argument('<file>', 'where the backup goes; an existing file is replaced once the copy is complete')
    .addOption(archiveOption())
    .action(async (file, { archive }) => (await import('../upkeep/backup.ts')).backup(file, archive, context));

/** `mmae-archive restore`: a backup takes the place of the database. */
export const restoreCommand = (context: CommandContext) =>
  new Command('restore')
    .description(
      'Puts a backup in the place of the database of an archive. Decisions made since the backup are kept: decisions.jsonl has them.',
    )
    .argument('<file>', 'a backup made by mmae-archive backup')
    .addOption(archiveOption())
    .action(async (file, { archive }) => (await import('../upkeep/backup.ts')).restore(file, archive, context));
