import { Command, repeatableOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

const manifestHelp = `
The label of a sample is one that a person accepted or added, else that of the manifest it came from, unless a person rejected it. Of several, the first
--label, or else the one accepted for most samples; the column accepted has all. Training itself uses no labels: they measure a run and calibrate its tags.
The command that trains with the manifest is printed on stderr.`;

/** `mmae-archive manifest`: the archive as a manifest for training, with what people decided as labels. */
export const manifestCommand = (context: CommandContext) =>
  new Command('manifest')
    .description('Writes the samples of an archive as a manifest for mmae-train, labelled with the tags that people accepted.')
    .argument('<file>', 'the manifest to write (.csv)')
    .option('--labelled', 'only samples with a label', false)
    .addOption(repeatableOption('--label <label>', 'a label to choose, the preferred one first'))
    .option('--force', 'replaces the file if there is one', false)
    .addOption(archiveOption())
    .addHelpText('after', manifestHelp)
    .action(async (file, options) => (await import('../export/manifest.ts')).writeManifest(file, options, context));
