import { Command, numberOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

/** `mmae-archive index`: embeddings, tags, clusters and the map by a trained run. */
export const indexCommand = (context: CommandContext) =>
  new Command('index')
    .description(
      'Indexes an archive by a trained run: embeddings, tags, clusters and a map. Only what is new or has changed is read; interrupted, it resumes where it was. ' +
        'Decisions of people stay, whatever a run says. Lists media that cannot be used on stdout.',
    )
    .argument('<run>', 'a run folder of mmae-train')
    .addOption(archiveOption())
    .addOption(numberOption('--min-confidence <p>', 'tags that are less sure are not stored', { max: 1 }).default(0.02))
    .addOption(
      numberOption('--clusters <n>', 'number of clusters (default: the square root of half the number of samples, at most 200)', {
        min: 1,
        max: 1000,
        isInteger: true,
      }),
    )
    .action(async (run, options) => (await import('../run/index-command.ts')).index(run, options, context));
