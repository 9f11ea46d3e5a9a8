// `npm run gpu [-- --rounds N] [-- --python PYTHON]`: compares MMAE on a graphics card with PyTorch on the same card, compares every operation of training with
// the engine `cpu`, and writes both tables of docs/gpu.md. Progress is on stderr. PYTHON has PyTorch with CUDA; default python3.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineStatus, startEngine, type EngineName } from '@mmae/tensor-engine';
import { replaceSection, workspace } from '../../tools/src/workspace.ts';
import { dataFolder } from '../data.ts';
import { measure } from '../measure.ts';
import type { WorkRow } from '../row.ts';
import { startSide } from '../side.ts';
import { batchSize, trainingStepRow } from '../training-step.ts';
import { describeCard, CardProblem } from './card.ts';
import { compareWithCpu } from './operations.ts';
import { sideHere } from './side-here.ts';
import { operationsTable, timesTable, type GpuLine } from './tables.ts';
import { rowsPerRound, wholeTrainingRow } from './whole-training.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const page = join(workspace, 'docs/gpu.md');
const data = join(workspace, '.bench/gpu');
const say = (text: string) => process.stderr.write(`${text}\n`);
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, python: { type: 'string', default: 'python3' } },
});

const numSteps = 100;

/** What is measured on each engine. */
interface Task {
  readonly title: string;
  readonly row: (engine: EngineName) => WorkRow;
  /** the file that defines the row */
  readonly file: string;
  readonly peerName: string;
  readonly peerArgs: readonly string[];
  /** rows of training data in a round */
  readonly numSamples: number;
  /** largest difference of a loss */
  readonly tolerance: number;
}

const step = (engine: EngineName) => trainingStepRow({ engine, target: 2, numSteps });
const ofSteps = {
  row: step,
  file: '../training-step.ts',
  numSamples: numSteps * batchSize,
  title: `${numSteps} training steps, 6.6 GFLOP each`,
};
const tasks: readonly Task[] = [
  { ...ofSteps, peerName: 'PyTorch', peerArgs: [String(numSteps), 'cuda'], tolerance: 1e-3 },
  { ...ofSteps, peerName: 'PyTorch at its fastest: a CUDA graph, TF32', peerArgs: [String(numSteps), 'cuda-graph'], tolerance: 2e-2 },
  {
    title: '`full`, short: three networks of 4 epochs on 3,840 rows',
    row: (engine) => wholeTrainingRow(engine, join(workspace, 'apps/trainer/experiments/full.json')),
    file: './whole-training.ts',
    ...{ peerName: 'PyTorch', peerArgs: ['4', 'cuda'], numSamples: rowsPerRound, tolerance: 0.15 },
  },
];

/** Highest acceptable ratio of our time to PyTorch's. */
const targets = { tensorflow: 1.2, webgpu: 2 };

process.exitCode = await main().catch((error: Error) => {
  if (!(error instanceof CardProblem)) throw error;
  say(error.message);
  return 2;
});
process.exit(); // an engine may keep the process alive

async function main(): Promise<number> {
  const card = await describeCard(values.python);
  await mkdir(data, { recursive: true });
  const lines: GpuLine[] = [];
  for (const engine of ['webgpu', 'tensorflow'] as const) {
    for (const task of tasks) lines.push(await lineOf(task, engine));
  }
  await startEngine('webgpu');
  const operations = operationsTable(await compareWithCpu('webgpu'));
  const times = timesTable(lines, `${card}; ${values.rounds} rounds; ${new Date().toISOString().slice(0, 10)}`);
  const text = replaceSection(await readFile(page, 'utf8'), 'times', times);
  await writeFile(page, replaceSection(text, 'operations', operations));
  process.stdout.write(`${times}\n\n${operations}\n`);
  return lines.some(({ failed }) => failed !== undefined) ? 1 : 0;
}

async function lineOf(task: Task, engine: 'webgpu' | 'tensorflow'): Promise<GpuLine> {
  const { title, peerName, numSamples } = task;
  const line = { title, engine, peerName, numSamples, target: targets[engine] };
  const skipped = await reasonToSkip(engine);
  if (skipped !== undefined) return { ...line, skipped };
  try {
    const measurement = await measureTask(task, engine);
    const { ours, peer, ratio, agreement } = measurement;
    say(
      `${title}, ${engine}, against ${peerName}: ${ours.median} s and ${peer.median} s, ratio ${ratio.median.toFixed(3)}; losses differ by ${agreement[0].difference}`,
    );
    return { ...line, measurement };
  } catch (error) {
    say((error as Error).message);
    return { ...line, failed: (error as Error).message };
  }
}

/** Why an engine does not run on a card. */
async function reasonToSkip(engine: 'webgpu' | 'tensorflow'): Promise<string | undefined> {
  const { available, description, remedy } = (await engineStatus()).find(({ name }) => name === engine)!;
  if (!available) return `${description}. ${remedy}`;
  return description.includes('on the processor') || description.includes('in software') ? `${description}, on no card` : undefined;
}

async function measureTask({ row, file, peerArgs, tolerance }: Task, engine: EngineName) {
  const ourRow = row(engine);
  const folder = await dataFolder(data, ourRow.peer.script, here(file), ourRow);
  const ours = await sideHere(ourRow, folder);
  const peer = startSide([values.python, here('../peers/worker.py'), ourRow.peer.script, folder, ...peerArgs], { onAllCores: true });
  try {
    return await measure(ours, peer, { losses: tolerance }, Number(values.rounds));
  } finally {
    await peer.close();
  }
}
