import { Command, numberOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

const duplicatesHelp = `
Rows on stdout: "copy", an asset and a further file with the same content; "asset", two assets of which the smaller shares at least half of its samples with the other,
with the share; "sample", samples of several assets that show the same: the number of their group, their similarity, id, timecode and path.
Samples are compared by what the run makes of them, then by their stills, or by their words where they have no image. Stills without any contrast show nothing.`;

/** `mmae-archive duplicates`: what the archive has more than once. */
export const duplicatesCommand = (context: CommandContext) =>
  new Command('duplicates')
    .description('Lists files with the same content, and shots and other samples that several assets have.')
    .addOption(
      numberOption('--min-similarity <cosine>', 'samples that are less similar are no duplicates', { min: 0.5, max: 1 }).default(0.95),
    ) // prettier-ignore
    .option('--by <modality>', 'compare one modality, such as image; joint: all that a sample has', 'joint')
    .option('--json', 'print one JSON object', false)
    .addOption(archiveOption())
    .addHelpText('after', duplicatesHelp)
    .action(async (options) => (await import('../duplicates/duplicates.ts')).duplicates(options, context));
