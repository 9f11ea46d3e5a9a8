import { parseArgs } from 'node:util';
import { engineStatus, type EngineStatus } from '../engines/start-engine.ts';
import { tensorflowBuild } from '../engines/tensorflow-build.ts';
import { startTensorflow } from '../engines/tensorflow.ts';
import { proveTrainingStep } from '../setup/prove-training-step.ts';
import { lastLine, runCommand } from '../setup/run-command.ts';
import { SetupProblem } from '../setup/setup-problem.ts';
import { setupTensorflow } from '../setup/setup-tensorflow.ts';

const usage = `mmae-engine status [--json]
mmae-engine setup tensorflow [--gpu] [--from WHEEL_OR_FOLDER]

status   which tensor engines run here, which one "auto" takes, and why not the others
setup    fetches TensorFlow's libraries, compiles the addon and proves it by a training step

  --gpu   for NVIDIA cards: TensorFlow with the libraries of CUDA 12
  --from  a downloaded wheel, or a folder of them, instead of a download

It lies in MMAE_ENGINES, else in ~/.cache/mmae/engines, and outlives node_modules.
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
export async function mmaeEngine(args: readonly string[], terminal: Terminal): Promise<number> {
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

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...operands] = positionals;
  if (values.help) terminal.stdout(usage);
  else if (command === 'status' && operands.length === 0) await printStatus(values.json, terminal);
  else if (command === 'setup' && operands.join() === 'tensorflow') await setUpTensorflow(values, terminal);
  else if (command === 'prove' && operands.length === 1) return prove(operands[0], terminal);
  else throw new UsageError(`mmae-engine: expected status or setup tensorflow, got ${JSON.stringify(positionals.join(' '))}.\n\n${usage}`);
  return 0;
}

function parse(args: readonly string[]) {
  const options = {
    gpu: { type: 'boolean', default: false },
    from: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`mmae-engine: ${(error as Error).message}\n\n${usage}`);
  }
}

async function printStatus(json: boolean, { stdout }: Terminal): Promise<void> {
  const statuses = await engineStatus();
  stdout(
    json ? `${JSON.stringify({ engines: statuses, auto: statuses.find(({ available }) => available)?.name })}\n` : statusLines(statuses),
  );
}

function statusLines(statuses: readonly EngineStatus[]): string {
  const auto = statuses.find(({ available }) => available);
  const line = ({ name, available, description, remedy }: EngineStatus) =>
    `${available ? '✓' : '–'} ${name.padEnd(10)}  ${description}${available ? '' : `. ${remedy}.`}\n`;
  return `${statuses.map(line).join('')}\nauto runs ${auto?.name ?? 'nothing here'}.\n`;
}

async function setUpTensorflow({ gpu, from }: { gpu: boolean; from?: string }, { stderr, script }: Terminal): Promise<void> {
  const start = performance.now();
  const say = (line: string) => stderr(`${line}\n`);
  const { folder, description, megabytes } = await setupTensorflow({ gpu, from, say, prove: (build) => proveApart(build.folder, script) });
  const seconds = Math.round((performance.now() - start) / 1000);
  say(`${description} trains. ${megabytes} MB in ${folder}, ${seconds} s.`);
}

/** In a process of its own: libraries that cannot be loaded may take a process with them. */
async function proveApart(folder: string, script: string): Promise<string> {
  const { status, stdout, stderr } = await runCommand(process.execPath, [script, 'prove', folder]);
  if (status === 0) return stdout.trim();
  throw new SetupProblem(`TensorFlow does not run on this machine: ${lastLine(stderr)}`, 'Use the engine wasm here');
}

async function prove(folder: string, { stdout, stderr }: Terminal): Promise<number> {
  try {
    const description = await startTensorflow(tensorflowBuild(folder));
    proveTrainingStep();
    stdout(`${description}\n`);
    return 0;
  } catch (error) {
    stderr(`${(error as Error).message}\n`);
    return 1;
  }
}
