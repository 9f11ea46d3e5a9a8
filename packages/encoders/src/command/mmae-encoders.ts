import { Command, CommandFailure, runCommandLine, toDuration, toSize, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { onnxRuntimeFolder, onnxRuntimeVersion } from '@mmae/onnx';
import { runtimeRecipe } from '@mmae/onnx/setup';
import { lastLine, runCommand, setUp, SetupError } from '@mmae/setup';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { encoderRecipe } from '../setup/encoder-recipe.ts';
import { proveEncoder } from '../setup/prove-encoder.ts';
import { sources } from '../setup/sources.ts';
import { isShipped, shippedEncoders, type ShippedEncoder } from '../shipped.ts';

/**
 * The command `mmae-encoders`: returns its exit code.
 *
 * @param script the file that runs this command, for a process of its own
 */
export const mmaeEncoders = (args: readonly string[], script: string, streams: OutputStreams = process): Promise<number> =>
  runCommandLine((context) => defineCommand(context, script), args, streams);

function defineCommand(context: CommandContext, script: string) {
  return new Command('mmae-encoders')
    .description('Sets up pretrained encoders of images, audio and texts, and shows which of them run on this machine.')
    .addCommand(statusCommand(context))
    .addCommand(setupCommand(context, script))
    .addCommand(proveCommand(context), { hidden: true })
    .addHelpText('after', '\nThey are installed in MMAE_ENGINES, else in ~/.cache/mmae/engines, outside of node_modules.');
}

function statusCommand({ print }: CommandContext) {
  return new Command('status').description('Shows which encoders are set up, with their licences, else why not.').action(async () => {
    for (const name of shippedEncoders) {
      const problem = await proveEncoder(name).then(
        () => undefined,
        (error: Error) => error.message,
      );
      print(problem ? `– ${name}  ${problem}\n` : `✓ ${lineOf(name)}\n`);
    }
  });
}

/** Name, modality, source, licence, and the labels it has seen. */
function lineOf(name: ShippedEncoder): string {
  const { modality, source, licence, labelsSeen } = sources[name].description;
  return `${name}  ${modality}, ${source}; ${licence}; labels seen: ${labelsSeen}`;
}

const runtimeLine = () => `onnxruntime ${onnxRuntimeVersion}`;

function setupCommand({ progress, signal }: CommandContext, script: string) {
  return new Command('setup')
    .description('Downloads onnxruntime and the weights of every encoder, or of those named, converts them to ONNX, and verifies them.')
    .argument('[names...]', shippedEncoders.join(', '))
    .option('--from <folder>', 'a folder of files downloaded before, instead of a download')
    .action(async (names, { from }) => {
      signal.addEventListener('abort', () => process.exit(130)); // what is half set up is removed on exit
      const startMs = performance.now();
      const say = (line: string) => progress.say(line);
      const chosen = names.length === 0 ? shippedEncoders : names.map(expectName);
      const prove = (part: string) => (folder: string) => proveInOwnProcess(part, folder, script);
      const recipes = [
        {
          part: 'runtime',
          recipe: runtimeRecipe({ from, say }, 'Use the features of the feature packages, or wordllama, on this machine'),
        },
        ...chosen.map((name) => ({ part: name, recipe: encoderRecipe(name, { from, say }) })),
      ];
      let sizeBytes = 0;
      for (const { part, recipe } of recipes.filter(({ part }) => part !== 'runtime' || chosen.some((name) => name !== 'wordllama'))) {
        const result = await setUp(recipe, { say, prove: prove(part), provingMessage: `Trying ${part} …` });
        say(result.description);
        sizeBytes += result.sizeBytes;
      }
      say(`${toSize(sizeBytes)} in all, ${toDuration((performance.now() - startMs) / 1000)}.`);
    });
}

/** In a process of its own: loading a broken library may end the process. */
async function proveInOwnProcess(part: string, folder: string, script: string): Promise<string> {
  const { status, stdout, stderr } = await runCommand(process.execPath, [script, 'prove', part, folder]);
  if (status === 0) return stdout.trim();
  throw new SetupError(`${part} does not run on this machine: ${lastLine(stderr)}`, 'Please report this bug, with the message');
}

/** Runs in the process that `setup` starts. */
function proveCommand({ print }: CommandContext) {
  return new Command('prove')
    .argument('<part>', 'runtime or an encoder')
    .argument('<folder>', 'its folder')
    .action(async (part, folder) => {
      try {
        print(`${await (part === 'runtime' ? proveRuntime(folder) : proveNetwork(expectName(part), folder))}\n`);
      } catch (error) {
        throw new CommandFailure((error as Error).message);
      }
    });
}

function proveRuntime(folder: string): string {
  createRequire(join(folder, 'package.json'))('onnxruntime-node');
  return `${runtimeLine()} in ${onnxRuntimeFolder()}`;
}

async function proveNetwork(name: ShippedEncoder, folder: string): Promise<string> {
  await proveEncoder(name, folder);
  return lineOf(name);
}

function expectName(name: string): ShippedEncoder {
  if (isShipped(name)) return name;
  throw new InputError(`mmae-encoders: expected one of ${shippedEncoders.join(', ')}, got ${JSON.stringify(name)}.`);
}
