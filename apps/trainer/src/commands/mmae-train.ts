import {
  choiceOption,
  Command,
  numberOption,
  repeatableOption,
  runCommandLine,
  type CommandContext,
  type OutputStreams,
  type Progress,
} from '@mmae/command-line';
import { InputError } from '@mmae/input';
import type { EngineName } from '@mmae/tensor-engine';
import { basename } from 'node:path';
import { detectorNames } from '@mmae/film-reader/detectors';
import { columnOption, dataOption, mediaRootOption, toDataSource, verifyOption } from './data-options.ts';

/** The command `mmae-train`: returns its exit code, 0 done, 1 internal error, 2 bad input, 130 interrupted. */
export const mmaeTrain = (args: readonly string[], streams: OutputStreams = process): Promise<number> =>
  runCommandLine(defineTrain, args, streams);

/** What a command does is loaded when it runs: help loads no tensor library, and training loads nothing that reads captions. */
function defineTrain(context: CommandContext) {
  const { progress, signal } = context;
  return new Command('mmae-train')
    .description('Trains a Multimodal Autoencoder on the images, audio and texts of a manifest, or resumes a training.')
    .argument('[experiment]', experimentHelp)
    .addOption(dataOption())
    .option('--run <folder>', 'a new folder for the run (default: runs/EXPERIMENT-SEED)')
    .option('--resume <folder>', 'resumes an interrupted run, with bit-identical results; takes no other settings')
    .addOption(engineOption())
    .addOption(seedOption())
    .addOption(setOption())
    .option(
      '--controls',
      'also trains on shuffled pairs, on each modality alone and without removing label words, and keeps an untrained model',
    )
    .addOption(mediaRootOption())
    .addOption(columnOption())
    .addOption(verifyOption())
    .addOption(checkpointOption())
    .action(async (experiment, options, command) => {
      const { resume, run, verify, checkpointSeconds, engine, controls = false } = options;
      const work = { progress, signal, verify, checkpointSeconds };
      if (resume !== undefined) {
        const own = ['resume', 'verify', 'checkpointSeconds'];
        const isOther = (key: string) => command.getOptionValueSource(key) === 'cli' && !own.includes(key);
        const others = command.options.filter((option) => isOther(option.attributeName())).map(({ long }) => long!);
        expectNoSettings([...command.args, ...others]);
        return (await import('../run.ts')).resumeTraining(resume, work);
      }
      if (experiment === undefined) throw new InputError('mmae-train: expected an EXPERIMENT, got none. See mmae-train --help.');
      if (options.data === undefined) throw new InputError('mmae-train: expected --data MANIFEST, got none. See mmae-train --help.');
      const loaded = await load(experiment, options, progress);
      const { startTraining } = await import('../run.ts');
      const folder = run ?? `runs/${loaded.name}-${loaded.seed}`;
      await startTraining(loaded, { ...work, ...toDataSource({ ...options, data: options.data }), engine, controls, folder });
    })
    .addCommand(checkCommand(context))
    .addCommand(manifestCommand(context))
    .addCommand(ablateCommand(context))
    .addCommand(cacheCommand(context));
}

function checkCommand({ print, progress, signal }: CommandContext) {
  const noEffect = 'no effect on check: accepted so that the arguments of a training can be checked unchanged';
  return new Command('check')
    .description(
      'Reads and validates all data and estimates the time and disk space of a training; trains nothing. Lists unusable files on stdout.',
    )
    .argument('<experiment>', experimentHelp)
    .addOption(dataOption().makeOptionMandatory())
    .addOption(engineOption())
    .addOption(seedOption())
    .addOption(setOption())
    .addOption(mediaRootOption())
    .addOption(columnOption())
    .addOption(verifyOption())
    .option('--run <folder>', noEffect)
    .option('--controls', noEffect)
    .option('--checkpoint-seconds <n>', noEffect)
    .action(async (experiment, options) => {
      const loaded = await load(experiment, options, progress);
      const { checkData } = await import('../check.ts');
      const { engine, verify } = options;
      await checkData(loaded, { ...toDataSource(options), engine, verify, print, progress, signal });
    });
}

function ablateCommand({ print, progress, signal }: CommandContext) {
  return new Command('ablate')
    .description(
      'Trains the runs of an ablation and prints their folders; runs that exist are kept or resumed. mmae-report ablation FOLDER shows the result.',
    )
    .argument('<ablation>', 'a .json file: a question, and runs that differ in one choice')
    .addOption(dataOption().makeOptionMandatory())
    .option('--run <folder>', 'the folder of the runs (default: runs/ABLATION)')
    .addOption(engineOption())
    .option('--controls', 'also trains the controls of each run')
    .addOption(mediaRootOption())
    .addOption(columnOption())
    .addOption(verifyOption())
    .addOption(checkpointOption())
    .action(async (ablation, options) => {
      const { engine, verify, checkpointSeconds, controls = false } = options;
      const { ablate } = await import('../ablation/ablate.ts');
      const folder = options.run ?? `runs/${basename(ablation, '.json')}`;
      const work = { progress, signal, verify, checkpointSeconds };
      const runs = await ablate(ablation, { ...work, ...toDataSource(options), engine, controls, folder });
      print(runs.map((run) => `${run}\n`).join(''));
    });
}

function manifestCommand(context: CommandContext) {
  return new Command('manifest')
    .description(
      'Writes a manifest of the images, audio, films and texts in a folder and below it: a row for each shot of a film. ' +
        'Lists files that are not used on stdout, FILE⇥REASON. Interrupted, it resumes where it was.',
    )
    .argument('<folder>', 'folder of media')
    .option('--out <file>', 'the manifest (default: FOLDER/manifest.csv)')
    .option('--replace', 'replaces a manifest that exists; one with films that nobody changed is replaced anyway')
    .addOption(
      choiceOption('--films <use>', 'what films become: a row a shot, with still, audio and text; or their audio only, without ffmpeg', [
        'shots',
        'audio',
      ]).default('shots'),
    )
    .option('--media-folder <folder>', 'where stills and audio of shots are kept (default: FOLDER/mmae-shots)')
    .option('--language <tag>', 'language of the text of shots, such as de; that of the audio unless given')
    .addOption(choiceOption('--detector <name>', 'how shots are found', detectorNames).default('classical'))
    .option(
      '--transcript-command <command>',
      "where a film has no subtitles: a program that prints the transcript of {wav} as WebVTT, such as 'whisper-cli -m MODEL -l auto -np {wav}'",
    )
    .option('--ocr', 'where a film has no other text: what its stills show, such as lower thirds; needs mmae-ocr setup')
    .addOption(
      choiceOption('--pair <rule>', 'which files are one row: of one name (stem), or of one folder; chosen by the files unless given', [
        'stem',
        'folder',
      ]),
    )
    .addOption(choiceOption('--label <source>', 'where the label of an item is taken from: the name of its folder', ['folder']))
    .addOption(
      choiceOption(
        '--group <source>',
        'where the group of an item is taken from: the path of its folder; items of one group are in the same split',
        ['folder'],
      ),
    )
    .action(async (folder, options) => (await import('./manifest.ts')).writeManifest(folder, options, context));
}

function cacheCommand({ print }: CommandContext) {
  return new Command('cache')
    .description('Shows or cleans the cache of what was extracted from media.')
    .addHelpText(
      'after',
      '\nThe cache is in MMAE_CACHE, else in the cache folder of the user; it is kept below MMAE_CACHE_GB gigabytes, 20 by default.',
    )
    .addCommand(
      new Command('status')
        .description(
          'Prints the folder, its size and its limit, and for each extractor how many values it has and when they were last used.',
        )
        .action(async () => print((await import('./cache.ts')).cacheStatusText())),
    )
    .addCommand(
      new Command('clean')
        .description('Removes what no run can use, and the least recently used values beyond the limit.')
        .option('--all', 'removes everything')
        .action(async ({ all = false }) => print((await import('./cache.ts')).cleanCacheText(all))),
    );
}

const experimentHelp =
  'a .json file, or the name of one that is included: quick (minutes on any machine), full (the full model; luma is another name for it)';

/** Those of the package tensor-engine, which is loaded only for training. */
export const engineChoices = ['auto', 'tensorflow', 'webgpu', 'wasm', 'cpu'] as const satisfies readonly (EngineName | 'auto')[];

const engineOption = () =>
  choiceOption('--engine <name>', 'tensor engine; auto chooses the fastest on this machine', engineChoices).default('auto');

const seedOption = () => numberOption('--seed <n>', 'random seed (default: that of the experiment)', { isInteger: true });

const setOption = () => repeatableOption('--set <path.to.key=value>', 'changes a setting of the experiment');

const checkpointOption = () =>
  numberOption('--checkpoint-seconds <n>', 'seconds between two checkpoints: the most work that a crash can lose (default: 10)');

async function load(name: string, { set, seed }: { readonly set: readonly string[]; readonly seed?: number }, progress: Progress) {
  const { loadExperiment } = await import('../experiment.ts');
  return loadExperiment(name, seed === undefined ? set : [...set, `seed=${seed}`], (note) => progress.say(note));
}

function expectNoSettings(given: readonly string[]): void {
  if (given.length === 0) return;
  throw new InputError(
    `mmae-train: expected --resume without settings, which the run has already, got ${given.join(', ')}. Leave them out, or start a new run.`,
  );
}
