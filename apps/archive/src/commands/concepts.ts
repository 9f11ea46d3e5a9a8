import { Command, numberOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

const conceptsHelp = `
Each row has the label, the number of its samples, a qcode, its name, how it was found (name, alias, stem, nearness) and the score. index stores the concept
of a label by itself where only one concept has a score of .78 or more by its name. To settle others, add them as aliases to a list of your own in
ARCHIVE/vocabulary: places.csv with the columns id, name, alias; or name the concept: mmae-archive decide ID LABEL add --concept QCODE.`;

/** `mmae-archive concepts`: what labels mean in the vocabulary. */
export const conceptsCommand = (context: CommandContext) =>
  new Command('concepts')
    .description('Lists the concepts of the IPTC Media Topics and of your own lists that labels may mean, with a score.')
    .argument('[labels...]', 'labels; without any, those of the archive')
    .option('--near', 'also by what the text encoder of the run finds near; embeds all names first', false)
    .option('--language <tag>', 'language of the labels, such as de (default: those of the archive)')
    .addOption(numberOption('--top <n>', 'concepts for each label', { min: 1, isInteger: true }).default(3))
    .addOption(archiveOption())
    .addHelpText('after', conceptsHelp)
    .action(async (labels, options) => (await import('../concepts/concepts.ts')).listConcepts(labels, options, context));
