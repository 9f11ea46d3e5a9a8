import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { tensorflowBuild, tensorflowFolder, type TensorflowBuild } from '../engines/tensorflow-build.ts';
import { buildFolder } from './build-folder.ts';
import { compileAddon, requireCompiler } from './compile-addon.ts';
import { downloadWheels, findPip, pinnedWheels } from './fetch-wheels.ts';
import { requireDiskSpace, requireMachine, thisMachine } from './require-machine.ts';
import { SetupProblem } from './setup-problem.ts';
import { unpackWheel } from './unpack-wheel.ts';
import { cpuWheels, gpuWheels, type Wheel } from './wheels.ts';

export interface SetupOptions {
  /** TensorFlow for NVIDIA cards, with CUDA's libraries */
  readonly gpu: boolean;
  /** a downloaded wheel, a folder of them, or one where they are unpacked; pip downloads them where none is named */
  readonly from?: string;
  /** Starts the build in a process of its own, trains a step on it and returns the engine's description. */
  readonly prove: (build: TensorflowBuild) => Promise<string>;
  /** Told what goes on, a line at a time. */
  readonly say: (line: string) => void;
}

/** What is there after a set-up. */
export interface SetupResult {
  readonly folder: string;
  readonly description: string;
  readonly megabytes: number;
}

/** The glibc that the wheels are built for, and the disk space that a set-up takes at its height, in megabytes. */
const needs = { glibc: '2.27', cpu: 1300, gpu: 9000 };

/**
 * Fetches TensorFlow's libraries, compiles the addon against them and proves the whole by a training step.
 * Where that was done before, it is only proved again.
 *
 * @throws SetupProblem with one reason and one remedy, and nothing left behind
 */
export async function setupTensorflow(options: SetupOptions): Promise<SetupResult> {
  const folder = tensorflowFolder(options.gpu);
  const description = (await proveExisting(folder, options)) ?? (await setUp(folder, options));
  return { folder, description, megabytes: await megabytesIn(folder) };
}

async function proveExisting(folder: string, { prove, say }: SetupOptions): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  try {
    const description = await prove(tensorflowBuild(folder));
    say(`Already set up in ${folder}.`);
    return description;
  } catch (error) {
    say(`What lies in ${folder} does not run (${(error as Error).message}): it is set up again.`);
    await rm(folder, { recursive: true });
    return undefined;
  }
}

async function setUp(folder: string, options: SetupOptions): Promise<string> {
  const { from } = options;
  if (from && !existsSync(from)) throw new SetupProblem(`${from} does not exist`, 'Name a wheel, or the folder that holds it');
  requireMachine(thisMachine(), needs.glibc);
  await requireCompiler();
  if (!from) await findPip();
  await requireDiskSpace(folder, options.gpu ? needs.gpu : needs.cpu);
  let description = '';
  await buildFolder(folder, async (unfinished) => {
    const build = tensorflowBuild(unfinished);
    await fetchLibraries(build, options);
    options.say('Compiling the addon of tfjs-node-gpu …');
    await compileAddon(build);
    options.say('Training a step …');
    description = await options.prove(build);
  });
  return description;
}

async function fetchLibraries({ folder, libraries }: TensorflowBuild, { gpu, from, say }: SetupOptions): Promise<void> {
  const wheels = gpu ? gpuWheels : cpuWheels;
  if (from && existsSync(join(from, 'tensorflow'))) return copyUnpacked(from, wheels, libraries);
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  say(from ? `Reading ${from} …` : `Downloading ${wheels[0].name} ${wheels[0].version}${gpu ? ' and the libraries of CUDA' : ''} …`);
  const files = from ? await pinnedWheels(wheels, from) : await downloadWheels(wheels, downloads);
  say('Unpacking …');
  for (const [i, { wanted }] of wheels.entries()) await unpackWheel(files[i], wanted, libraries);
  await rm(downloads, { recursive: true });
}

/** From a folder that is laid out as pip installs: what is wanted of it, and nothing besides. */
function copyUnpacked(from: string, wheels: readonly Wheel[], libraries: string): Promise<void> {
  const isWanted = (path: string) => wheels.some(({ wanted }) => wanted.test(path));
  return cp(from, libraries, {
    recursive: true,
    dereference: true,
    filter: async (source) => (await stat(source)).isDirectory() || isWanted(relative(from, source)),
  });
}

async function megabytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return Math.round((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1e6);
}
