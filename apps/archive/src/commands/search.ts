import { Command, numberOption, Option, repeatableOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';
import { toWeights } from '../search/weights.ts';

const searchHelp = `
A query has words, "quoted phrases", beginnings of words (harb*) and words that no hit may have (-night), in any language. Quote it for the shell. If its
first word has a minus, write the options first, then -- and the query. Hits are found by their words, and by the run that indexed the archive. Each is a row on stdout: its rank, its confidence (empty where
it is not known), its id, timecode, path, tags and text. What was understood, and how to get the next page, is on stderr.`;

/** `mmae-archive search`: samples by words, by an image or a recording, or like others. */
export const searchCommand = (context: CommandContext) =>
  new Command('search')
    .description('Finds shots and other samples by words, by an image, by a recording, or like others that are known.')
    .argument('[query...]', 'what to look for')
    .option('--image <file>', 'what looks like this image')
    .option('--audio <file>', 'what sounds like this recording')
    .addOption(repeatableOption('--like <id>', 'more like this sample'))
    .addOption(repeatableOption('--relevant <id>', 'a sample that was a good hit: the search moves towards it'))
    .addOption(repeatableOption('--irrelevant <id>', 'a sample that was a bad hit: the search moves away from it'))
    .addOption(new Option('--weights <modality=n,...>', 'how much each modality counts, such as image=1,text=.5').argParser(toWeights))
    .addOption(repeatableOption('--tag <label>', 'only samples with this label or concept, such as medtop:20000500'))
    .option('--accepted', 'count only tags that a person accepted or added', false)
    .option('--in <id>', 'only samples of this asset')
    .addOption(numberOption('--cluster <n>', 'only samples of this cluster', { isInteger: true }))
    .option('--language <tag>', 'only samples in this language, such as de')
    .option('--from <date>', 'only assets of this date or later, such as 1998 or 1998-03-12')
    .option('--to <date>', 'only assets of this date or earlier; 1998 includes the whole year')
    .addOption(numberOption('--min-seconds <s>', 'only shots of at least this length'))
    .addOption(numberOption('--max-seconds <s>', 'only shots of at most this length'))
    .option('--asset', 'each asset once, by its best sample', false)
    .addOption(numberOption('--limit <n>', 'hits to list', { min: 1, isInteger: true }).default(20))
    .option('--cursor <cursor>', 'continue after an earlier page')
    .option('--json', 'print one JSON object', false)
    .addOption(archiveOption())
    .addHelpText('after', searchHelp)
    .action(async (query, options) => (await import('../search/search.ts')).search(query.join(' '), options, context));
