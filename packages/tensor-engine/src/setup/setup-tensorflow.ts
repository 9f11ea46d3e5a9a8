import { existsSync } from 'node:fs';
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  downloadWheels,
  pinnedWheels,
  requireDiskSpace,
  requireMachine,
  requirePath,
  SetupError,
  thisMachine,
  unpackZip,
  type Recipe,
  type Wheel,
} from '@mmae/setup';
import { tensorflowBuild, tensorflowFolder, type TensorflowBuild } from '../engines/tensorflow.ts';
import { compileAddon, requireCompiler } from './compile-addon.ts';
import { cpuWheels, gpuWheels } from './wheels.ts';
import { otherEngine } from './other-engine.ts';

export interface TensorflowOptions {
  /** TensorFlow for NVIDIA cards, with CUDA's libraries */
  readonly gpu: boolean;
  /** a downloaded wheel, a folder of wheels, or one where they are unpacked; downloaded if it is not given */
  readonly from?: string;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

/** Maximum disk space that a setup needs while it runs, in megabytes. */
const peakMegabytes = { cpu: 1300, gpu: 9000 };

/** The addon does not compile without these. */
const neededParts = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'include/tensorflow/c/c_api.h'].map((part) =>
  join('tensorflow', part),
);

/** TensorFlow's libraries from their wheels, and the addon of tfjs-node-gpu compiled against them. */
export function tensorflowRecipe(options: TensorflowOptions): Recipe {
  const { gpu, from, say } = options;
  const folder = tensorflowFolder(gpu);
  return {
    folder,
    async require() {
      if (from) requirePath(from);
      requireMachine(thisMachine(), { targets: ['linux-x64'], glibc: '2.27' }, otherEngine);
      await requireCompiler();
      await requireDiskSpace(folder, gpu ? peakMegabytes.gpu : peakMegabytes.cpu);
    },
    async make(unfinished) {
      const build = tensorflowBuild(unfinished);
      await fetchLibraries(build, options);
      say('Compiling the addon of tfjs-node-gpu …');
      await compileAddon(build);
    },
  };
}

async function fetchLibraries({ folder, libraries }: TensorflowBuild, { gpu, from, say }: TensorflowOptions): Promise<void> {
  const wheels = gpu ? gpuWheels : cpuWheels;
  if (from && existsSync(join(from, 'tensorflow'))) return copyUnpacked(from, wheels, libraries);
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  say(from ? `Reading ${from} …` : `Downloading ${wheels[0].name} ${wheels[0].version}${gpu ? ' and the libraries of CUDA' : ''} …`);
  const files = from ? await pinnedWheels(wheels, from) : await downloadWheels(wheels, downloads);
  say('Unpacking …');
  for (const [i, { wanted }] of wheels.entries()) await unpackZip(files[i], wanted, libraries);
  await rm(downloads, { recursive: true });
}

/** Copies the wanted files of a folder that is laid out as by `pip install`. */
async function copyUnpacked(from: string, wheels: readonly Wheel[], libraries: string): Promise<void> {
  for (const part of neededParts) {
    if (existsSync(join(from, part))) continue;
    const [{ name, version }] = wheels;
    throw new SetupError(`${from} lacks ${part}`, `Fill it with: python3 -m pip install --no-deps --target ${from} ${name}==${version}`);
  }
  const isWanted = (path: string) => wheels.some(({ wanted }) => wanted.test(path));
  await cp(from, libraries, {
    recursive: true,
    dereference: true,
    filter: async (source) => (await stat(source)).isDirectory() || isWanted(relative(from, source)),
  });
}
