import { parseArgs } from 'node:util';
import type { StartedEngine } from '../engines/engine.ts';
import { engineStatus, type EngineStatus } from '../engines/start-engine.ts';
import { tensorflowBuild } from '../engines/tensorflow-build.ts';
import { startTensorflow } from '../engines/tensorflow.ts';
import { startWebgpu } from '../engines/webgpu.ts';
import { proveTrainingStep } from '../setup/prove-training-step.ts';
import { lastLine, runCommand } from '../setup/run-command.ts';
import { setupEngine, type EngineRecipe } from '../setup/setup-engine.ts';
import { SetupProblem } from '../setup/setup-problem.ts';
import { tensorflowRecipe } from '../setup/setup-tensorflow.ts';
import { webgpuRecipe } from '../setup/setup-webgpu.ts';

const usage = `mmae-engine status [--json]
mmae-engine setup tensorflow [--gpu] [--from WHEEL_OR_FOLDER]
mmae-engine setup webgpu [--from ARCHIVE_OR_FOLDER]

status   which tensor engines run here, which one "auto" takes, and why not the others
setup    fetches an engine's libraries and proves them by a training step

  --gpu   for NVIDIA cards: TensorFlow with the libraries of CUDA 12
  --from  what was downloaded elsewhere, instead of a download

They lie in MMAE_ENGINES, else in ~/.cache/mmae/engines, and outlive node_modules.
`;

/** Where a command writes, and how it starts itself anew. */
export interface Terminal {
  /** results alone */
  readonly stdout: (text: string) => void;
  /** what people read */
  readonly stderr: (text: string) => void;
  /** the script of this command, for a process of its own */
  readonly script: string;
}

/** @returns the exit status: 0 done, 1 it could not be done, 2 wrong usage */
export async function mmaeEngine(args: readonly string[], { stdout, stderr, script }: Terminal): Promise<number> {
  const terminal = { stdout: (text: string) => stdout(toPrintable(text)), stderr: (text: string) => stderr(toPrintable(text)), script };
  try {
    return await run(args, terminal);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const isKnown = isUsage || error instanceof SetupProblem;
    terminal.stderr(`${isKnown ? (error as Error).message : (error as Error).stack}\n`);
    return isUsage ? 2 : 1;
  }
}

class UsageError extends Error {}

/** Control characters but line feed and tab written out: a path, or what a compiler said, cannot steer the terminal. */
const toPrintable = (text: string) =>
  text.replaceAll(/(?![\n\t])\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, name = '', folder] = positionals;
  if (values.help) terminal.stdout(usage);
  else if (command === 'status' && positionals.length === 1) await printStatus(values.json, terminal);
  else if (command === 'setup' && positionals.length === 2 && isKit(name)) await setUp(name, values, terminal);
  else if (command === 'prove' && positionals.length === 3 && isKit(name)) return prove(name, folder, terminal);
  else
    throw new UsageError(
      `mmae-engine: expected status, or setup tensorflow or webgpu, got ${JSON.stringify(positionals.join(' '))}.\n\n${usage}`,
    );
  return 0;
}

function parse(args: readonly string[]) {
  const no = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { gpu: no, from: { type: 'string' }, json: no, help: { ...no, short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`mmae-engine: ${(error as Error).message}\n\n${usage}`);
  }
}

type Values = ReturnType<typeof parse>['values'];

/** An engine that is set up by this command: its recipe, and how it starts from a folder. */
interface Kit {
  recipe(values: Values, say: (line: string) => void): EngineRecipe;
  start(folder: string): Promise<StartedEngine>;
}

const kits: Record<'tensorflow' | 'webgpu', Kit> = {
  tensorflow: {
    recipe: ({ gpu, from }, say) => tensorflowRecipe({ gpu, from, say }),
    start: (folder) => startTensorflow(tensorflowBuild(folder)),
  },
  webgpu: {
    recipe: ({ gpu, from }, say) => {
      if (gpu) throw new UsageError('mmae-engine: --gpu belongs to setup tensorflow.');
      return webgpuRecipe({ from, say });
    },
    start: startWebgpu,
  },
};

function isKit(name: string): name is keyof typeof kits {
  return Object.hasOwn(kits, name);
}

async function printStatus(json: boolean, { stdout }: Terminal): Promise<void> {
  const engines = await engineStatus();
  stdout(json ? `${JSON.stringify({ engines, auto: engines.find(({ isAuto }) => isAuto)?.name })}\n` : statusLines(engines));
}

function statusLines(engines: readonly EngineStatus[]): string {
  const line = ({ name, available, description, remedy }: EngineStatus) =>
    `${available ? '✓' : '–'} ${name.padEnd(10)}  ${description}${available ? '' : `. ${remedy}.`}\n`;
  return `${engines.map(line).join('')}\nauto runs ${engines.find(({ isAuto }) => isAuto)?.name ?? 'nothing here'}.\n`;
}

async function setUp(name: keyof typeof kits, values: Values, { stderr, script }: Terminal): Promise<void> {
  const start = performance.now();
  const say = (line: string) => stderr(`${line}\n`);
  const { folder, description, megabytes } = await setupEngine(kits[name].recipe(values, say), {
    say,
    prove: (folder) => proveApart(name, folder, script),
  });
  say(`${description} trains. ${megabytes} MB in ${folder}, ${Math.round((performance.now() - start) / 1000)} s.`);
}

/** In a process of its own: libraries that cannot be loaded may take a process with them. */
async function proveApart(name: keyof typeof kits, folder: string, script: string): Promise<string> {
  const { status, stdout, stderr } = await runCommand(process.execPath, [script, 'prove', name, folder]);
  if (status === 0) return stdout.trim();
  throw new SetupProblem(`The engine ${name} does not run on this machine: ${lastLine(stderr)}`, 'Use the engine wasm here');
}

async function prove(name: keyof typeof kits, folder: string, { stdout, stderr }: Terminal): Promise<number> {
  try {
    const { description } = await kits[name].start(folder);
    proveTrainingStep();
    stdout(`${description}\n`);
    return 0;
  } catch (error) {
    stderr(`${(error as Error).message}\n`);
    return 1;
  }
}
