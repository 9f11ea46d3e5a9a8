import { assignmentsOption, Command, runCommandLine, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { basename, resolve } from 'node:path';
import { columnOption, dataOption, mediaRootOption, toDataSource, verifyOption } from './data-options.ts';

/** The command `mmae-embed`: returns its exit code, 0 done, 1 internal error, 2 bad input, 130 interrupted. */
export const mmaeEmbed = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineEmbed, args, streams);

const filesHelp = `
Files in --out: embeddings/mmae.safetensors and samples.csv (its rows), tags.csv, neighbours.csv (nearest training samples),
unlike.csv (samples unlike all training data), skipped.csv.`;

function defineEmbed({ print, progress, signal }: CommandContext) {
  return new Command('mmae-embed')
    .description('Embeds new media with a trained run, and proposes tags. The manifest has any of the modalities of the run as columns.')
    .argument('<run>', 'a run folder of mmae-train, which may have been moved')
    .addOption(dataOption().makeOptionMandatory())
    .option('--out <folder>', 'a new folder (default: the name of RUN with "-embedded")')
    .addOption(
      assignmentsOption(
        '--features <modality=file>',
        'for a modality that the run learnt from ready-made features: those of the new samples, .npy or .safetensors by sample id',
      ),
    )
    .addOption(mediaRootOption())
    .addOption(columnOption())
    .addOption(verifyOption())
    .addHelpText('after', filesHelp)
    .action(async (folder, options) => {
      const out = options.out ?? `${basename(resolve(folder))}-embedded`;
      const { features, verify } = options;
      const { embedNewMedia } = await import('../new-media/embed-new-media.ts');
      await embedNewMedia({ folder, out, ...toDataSource(options), features, verify, progress, signal });
      print(`${out}\n`);
    });
}
