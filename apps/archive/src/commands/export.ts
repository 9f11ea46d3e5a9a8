import type { ExportFormat } from '@mmae/archive-export';
import { choiceOption, Command, numberOption, repeatableOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

/** The names of the formats, for help, which does not load them. */
export const formatNames = ['ebucore', 'schema', 'vtt', 'edl', 'otio', 'csv'] as const satisfies readonly ExportFormat[];

const exportHelp = `
An asset or a sample is named by its id, or by the first digits of it; a film also by its path in the archive. Anything else is a search, of which the
best --limit hits are exported. Without arguments, the whole archive is exported, or what has the tags.
Rejected tags are never exported. Machine tags have their confidence and the version of their run, those of people who decided and when.
EBUCore is version 1.10; vtt has one film, edl shots of one frame rate. Lists of your own are read from ARCHIVE/vocabulary.`;

/** `mmae-archive export`: samples with their tags in a format of other systems. */
export const exportCommand = (context: CommandContext) =>
  new Command('export')
    .description('Exports films, shots and other samples with their tags, for catalogues, players and editing systems.')
    .argument('[what...]', 'ids of assets or samples, or a search')
    .addOption(choiceOption('--as <format>', 'the format', formatNames).makeOptionMandatory())
    .option('--out <path>', 'the file to write; a folder that exists, or ends with /, gets a file for each asset (default: stdout)')
    .option('--accepted', 'only tags that a person accepted or added', false)
    .addOption(numberOption('--min-confidence <share>', 'leaves out tags of the machine with a lower confidence', { max: 1 }).default(0))
    .addOption(repeatableOption('--tag <label>', 'only samples with this label or concept, such as medtop:20000500'))
    .option('--language <tag>', 'language of the names of concepts', 'en')
    .addOption(numberOption('--limit <n>', 'hits of a search to export', { min: 1, isInteger: true }).default(100))
    .addOption(archiveOption())
    .addHelpText('after', exportHelp)
    .action(async (what, options) => (await import('../export/export.ts')).exportSamples(what, options, context));
