import { Command, CommandFailure, runCommandLine, toDuration, toSize, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { lastLine, runCommand, setUp, SetupError, type Recipe } from '@mmae/setup';
import type { StartedEngine } from '../engines/engine.ts';
import { engineStatus, type EngineStatus } from '../engines/start-engine.ts';
import { startTensorflow, tensorflowBuild } from '../engines/tensorflow.ts';
import { startWebgpu } from '../engines/webgpu.ts';
import { proveTrainingStep } from '../setup/prove-training-step.ts';
import { otherEngine } from '../setup/other-engine.ts';
import { tensorflowRecipe } from '../setup/setup-tensorflow.ts';
import { webgpuRecipe } from '../setup/setup-webgpu.ts';

/**
 * The command `mmae-engine`: returns its exit code.
 *
 * @param script the file that runs this command, for a process of its own
 */
export const mmaeEngine = (args: readonly string[], script: string, streams: OutputStreams = process): Promise<number> =>
  runCommandLine((context) => defineEngine(context, script), args, streams);

function defineEngine(context: CommandContext, script: string) {
  return new Command('mmae-engine')
    .description('Shows which tensor engines run on this machine, and sets up the two that need libraries from outside of npm.')
    .addCommand(statusCommand(context))
    .addCommand(setupCommand(context, script))
    .addCommand(proveCommand(context), { hidden: true })
    .addHelpText('after', '\nEngines are installed in MMAE_ENGINES, else in ~/.cache/mmae/engines, outside of node_modules.');
}

function statusCommand({ print }: CommandContext) {
  return new Command('status')
    .description('Lists the engines that run on this machine, the one that "auto" chooses, and why the others do not run.')
    .option('--json', 'prints one JSON document')
    .action(async ({ json }) => {
      const engines = await engineStatus();
      print(json ? `${JSON.stringify({ engines, auto: engines.find(({ isAuto }) => isAuto)?.name })}\n` : statusLines(engines));
    });
}

function statusLines(engines: readonly EngineStatus[]): string {
  const line = ({ name, available, description, remedy }: EngineStatus) =>
    `${available ? '✓' : '–'} ${name.padEnd(10)}  ${description}${available ? '' : `. ${remedy}.`}\n`;
  return `${engines.map(line).join('')}\nauto chooses ${engines.find(({ isAuto }) => isAuto)?.name ?? 'none'}.\n`;
}

interface SourceOptions {
  readonly gpu?: boolean;
  readonly from?: string;
}

/** An engine that this command sets up: its recipe, and how it starts from a folder. */
interface SetupKit {
  recipe(options: SourceOptions, say: (line: string) => void): Recipe;
  start(folder: string): Promise<StartedEngine>;
}

const kits: Record<'tensorflow' | 'webgpu', SetupKit> = {
  tensorflow: {
    recipe: ({ gpu = false, from }, say) => tensorflowRecipe({ gpu, from, say }),
    start: (folder) => startTensorflow(tensorflowBuild(folder)),
  },
  webgpu: { recipe: ({ from }, say) => webgpuRecipe({ from, say }), start: startWebgpu },
};

type KitName = keyof typeof kits;

function setupCommand({ progress, signal }: CommandContext, script: string) {
  return new Command('setup')
    .description(
      'Downloads the libraries of an engine and verifies them with a training step. Exit code 1 also means that the engine cannot be set up on this machine.',
    )
    .argument('<engine>', 'tensorflow or webgpu', expectKit)
    .option('--gpu', 'TensorFlow for NVIDIA cards, with the libraries of CUDA 12')
    .option('--from <path>', 'files downloaded before, or their folder, instead of a download')
    .action(async (name, options) => {
      if (options.gpu && name !== 'tensorflow') throw new InputError(`--gpu: expected only with setup tensorflow, got setup ${name}.`);
      signal.addEventListener('abort', () => process.exit(130)); // what is half set up is removed on exit
      const startMs = performance.now();
      const say = (line: string) => progress.say(line);
      const prove = (folder: string) => proveInOwnProcess(name, folder, script);
      const { folder, description, sizeBytes } = await setUp(kits[name].recipe(options, say), {
        say,
        prove,
        provingMessage: 'Training one step …',
      });
      say(`${description} trains. ${toSize(sizeBytes)} in ${folder}, ${toDuration((performance.now() - startMs) / 1000)}.`);
    });
}

function expectKit(name: string): KitName {
  if (Object.hasOwn(kits, name)) return name as KitName;
  throw new InputError(`mmae-engine setup: expected tensorflow or webgpu, got ${JSON.stringify(name)}.`);
}

/** In a process of its own: loading a broken library may end the process. */
async function proveInOwnProcess(name: KitName, folder: string, script: string): Promise<string> {
  const { status, stdout, stderr } = await runCommand(process.execPath, [script, 'prove', name, folder]);
  if (status === 0) return stdout.trim();
  throw new SetupError(`The engine ${name} does not run on this machine: ${lastLine(stderr)}`, otherEngine);
}

/** Runs in the process that `setup` starts. */
function proveCommand({ print }: CommandContext) {
  return new Command('prove')
    .argument('<engine>', 'tensorflow or webgpu', expectKit)
    .argument('<folder>', 'the folder of the engine')
    .action(async (name, folder) => {
      try {
        const { description } = await kits[name].start(folder);
        proveTrainingStep();
        print(`${description}\n`);
      } catch (error) {
        throw new CommandFailure((error as Error).message);
      }
    });
}
