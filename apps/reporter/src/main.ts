import { choiceOption, Command, numberOption, Option, runCommandLine, type CommandContext, type OutputStreams } from '@mmae/command-line';

/** The command `mmae-report`: returns its exit code, 0 done, 1 internal error, 2 bad input, 130 interrupted. */
export const mmaeReport = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineReport, args, streams);

/** What a command does is loaded when it runs, so that `--help` is fast. */
function defineReport(context: CommandContext) {
  return new Command('mmae-report')
    .description(
      'Scores runs of mmae-train. One RUN: writes evaluation.json and report.html into it, and prints methods × measures. Several: prints them side by side, with the settings that differ.',
    )
    .argument('[run...]', 'folders that mmae-train wrote')
    .option('--html <file>', 'where the page is written (default: RUN/report.html for one run, none for several)')
    .addOption(jsonOption().conflicts(['csv', 'markdown']))
    .addOption(new Option('--csv', 'prints the table as CSV').conflicts('markdown'))
    .option('--markdown', 'prints the table and the findings as Markdown')
    .option('--tensorboard <folder>', 'writes event files and projector tables into a folder')
    .addOption(seedOption('random seed of k-means, the bootstrap and the missing modalities'))
    .addOption(drawsOption())
    .action(async (folders, options) => (await import('./commands/report.ts')).reportRuns(folders, options, context))
    .addCommand(ablationCommand(context))
    .addCommand(searchCommand(context))
    .addCommand(scoreCommand(context));
}

function ablationCommand(context: CommandContext) {
  return new Command('ablation')
    .description('Prints the result of an ablation: the measures of each choice over the seeds, and its difference from the first choice.')
    .argument('<folder>', 'a folder that mmae-train ablate wrote')
    .addOption(jsonOption().conflicts('markdown'))
    .option('--markdown', 'prints Markdown')
    .addOption(seedOption('random seed of k-means and the bootstrap'))
    .addOption(drawsOption())
    .action(async (folder, options) => (await import('./commands/ablation.ts')).reportAblation(folder, options, context));
}

function searchCommand(context: CommandContext) {
  return new Command('search')
    .description(
      'Lists the samples of a run that are nearest to one query, by the cosine of their embeddings. Give exactly one of --text, --image and --audio.',
    )
    .argument('<run>', 'a folder that mmae-train wrote')
    .addOption(new Option('--text <text>', 'searches by a text').conflicts(['image', 'audio']))
    .addOption(new Option('--image <file>', 'searches by an image').conflicts('audio'))
    .option('--audio <file>', 'searches by a recording')
    .addOption(numberOption('--top <n>', 'number of samples to list', { min: 1, isInteger: true }).default(10))
    .addOption(jsonOption())
    .action(async (run, options) => (await import('./commands/search.ts')).searchRun(run, options, context));
}

function scoreCommand(context: CommandContext) {
  return new Command('score')
    .description('Scores clusters of points from files of any origin: how well they separate, and how well they agree with labels.')
    .argument('<points>', '.csv (UTF-8, with a header; its numeric columns), .npy or .safetensors; one point per row')
    .option('--labels <file>', '.csv with one column and a header: the true classes; points without a label are left out')
    .addOption(new Option('--clusters <file>', '.csv with one column and a header: the clusters to score').conflicts('k'))
    .addOption(numberOption('--k <n>', 'number of clusters to find by k-means, instead of --clusters', { isInteger: true }))
    .option('--tensor <name>', 'name of the tensor, if a .safetensors has several')
    .addOption(choiceOption('--distance <name>', 'distance of the silhouette', ['euclidean', 'sqeuclidean', 'cosine']).default('euclidean'))
    .addOption(seedOption('random seed of k-means'))
    .addOption(jsonOption())
    .action(async (points, options) => (await import('./commands/score.ts')).scoreFiles(points, options, context));
}

const jsonOption = () => new Option('--json', 'prints one JSON document instead of a table');

const seedOption = (what: string) => numberOption('--seed <n>', what, { isInteger: true }).default(0);

const drawsOption = () =>
  numberOption('--draws <n>', 'draws of the bootstrap (default: 1000, fewer for more than 2,000 scored items)', {
    min: 1,
    isInteger: true,
  });
