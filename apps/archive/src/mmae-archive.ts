import { Command, runCommandLine, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { addCommand } from './commands/add.ts';
import { indexCommand } from './commands/index-run.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { checkCommand } from './commands/check.ts';
import { conceptsCommand } from './commands/concepts.ts';
import { exportCommand } from './commands/export.ts';
import { duplicatesCommand } from './commands/duplicates.ts';
import { searchCommand } from './commands/search.ts';
import { manifestCommand } from './commands/manifest.ts';
import { serveCommand } from './commands/serve.ts';
import { decideCommand, undoCommand } from './commands/decide.ts';

/** The command `mmae-archive`: returns its exit code, 0 done, 1 internal error, 2 bad input, 130 interrupted. */
export const mmaeArchive = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineArchive, args, streams);

/** What a command does is loaded when it runs. */
function defineArchive(context: CommandContext) {
  return new Command('mmae-archive')
    .description('Keeps an archive of films, images, audio and texts: searches, reviews, exports it.')
    .addCommand(addCommand(context))
    .addCommand(indexCommand(context))
    .addCommand(serveCommand(context))
    .addCommand(decideCommand(context))
    .addCommand(undoCommand(context))
    .addCommand(searchCommand(context))
    .addCommand(conceptsCommand(context))
    .addCommand(duplicatesCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(manifestCommand(context))
    .addCommand(checkCommand(context))
    .addCommand(backupCommand(context))
    .addCommand(restoreCommand(context));
}
