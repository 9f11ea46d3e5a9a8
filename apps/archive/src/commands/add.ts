import { assignmentsOption, choiceOption, Command, type CommandContext } from '@mmae/command-line';
import { detectorNames } from '@mmae/film-reader/detectors';
import { archiveOption } from '../archive-option.ts';

const filesHelp = `
A folder is searched for films, images, audio and texts; files of one name are one item, a film is an item with its shots. A manifest is read row by row;
rows with the columns asset, from and to are shots of a film. Adding the same again changes nothing; what was moved or renamed is found by its content.
Files that are not used are printed with the reason.`;

/** `mmae-archive add`: films, media and manifests become assets with samples. */
export const addCommand = (context: CommandContext) =>
  new Command('add')
    .description('Adds the films and other media of a folder, or the rows of a manifest, to an archive, which is made if there is none.')
    .argument('<folder-or-manifest>', 'a folder of media, or a manifest (.csv, .tsv, .txt, .jsonl)')
    .addOption(archiveOption())
    .option(
      '--media-folder <folder>',
      'where stills and audio of shots are kept (default: FOLDER/mmae-shots; in the archive if FOLDER cannot be written)',
    )
    .option('--language <tag>', 'language of the text of shots, such as de; that of the audio unless given')
    .addOption(choiceOption('--detector <name>', 'how shots are found', detectorNames).default('classical'))
    .option(
      '--transcript-command <command>',
      "where a film has no subtitles: a program that prints the transcript of {wav} as WebVTT, such as 'whisper-cli -m MODEL -l auto -np {wav}'",
    )
    .option('--ocr', 'where a film has no other text: what its stills show, such as lower thirds; needs mmae-ocr setup')
    .option('--media-root <folder>', 'of a manifest: the folder that its paths are relative to (default: the folder of the manifest)')
    .addOption(assignmentsOption('--column <name=column>', 'of a manifest: the name of a column, as in --column id=Signatur'))
    .addHelpText('after', filesHelp)
    .action(async (source, options) => (await import('../add/add.ts')).add(source, options, context));
