import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { enginesFolder, expectRecordedSizes } from '@mmae/files';
import * as tf from '@tensorflow/tfjs-core';
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import type { EngineStarter, StartedEngine } from './engine.ts';
import { tensorflowBackend } from './tensorflow-backend.ts';

/** The version of TensorFlow that is set up, tested and measured. */
export const tensorflowVersion = '2.21.0';

/** The addon of tfjs-node-gpu compiled against TensorFlow's libraries, and those libraries. */
export interface TensorflowBuild {
  readonly folder: string;
  /** laid out as by pip, because the libraries find each other by relative paths */
  readonly libraries: string;
  readonly addon: string;
  /** a second addon, which silences stderr while TensorFlow loads */
  readonly quiet: string;
}

/** The paths of a build in `folder`. */
export function tensorflowBuild(folder: string): TensorflowBuild {
  const addonFolder = join(folder, 'addon');
  return {
    folder,
    libraries: join(folder, 'site-packages'),
    addon: join(addonFolder, 'tfjs_binding.node'),
    quiet: join(addonFolder, 'quiet.node'),
  };
}

/** Where the build for processors, or for graphics cards, is set up. */
export function tensorflowFolder(gpu: boolean): string {
  return join(enginesFolder(), `tensorflow-${tensorflowVersion}-${gpu ? 'gpu' : 'cpu'}`);
}

/** The build that is set up on this machine; of two, the one for graphics cards. */
function findTensorflowBuild(): TensorflowBuild | undefined {
  return [true, false].map((gpu) => tensorflowBuild(tensorflowFolder(gpu))).find(({ folder }) => existsSync(folder));
}

/** TensorFlow, through the addon of tfjs-node-gpu. */
export const tensorflowEngine: EngineStarter = {
  remedy: 'Run "mmae-engine setup tensorflow", for NVIDIA cards with --gpu',
  start: () => startTensorflow(findTensorflowBuild()),
};

/** Starts a build; if none is given, the addon that tfjs-node-gpu comes with. */
export async function startTensorflow(build: TensorflowBuild | undefined): Promise<StartedEngine> {
  if (!tf.findBackendFactory('tensorflow')) {
    // tfjs-node calls both: Node 23 removed the first, Node 22 warns about the second
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
    await (build ? registerBuild(build) : registerStockAddon());
    registerReluGradient('tensorflow');
  }
  await tf.setBackend('tensorflow');
  const { binding, isUsingGpuDevice } = tensorflowBackend();
  return { description: `TensorFlow ${binding.TF_Version} on the ${isUsingGpuDevice ? 'graphics card' : 'processor'}` };
}

async function registerBuild(build: TensorflowBuild): Promise<void> {
  expectRecordedSizes(build.folder);
  const { NodeJSKernelBackend } = await import('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js');
  const binding = loadAddon(build);
  await import('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js');
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu') as unknown as tf.KernelBackend);
}

function loadAddon({ addon, quiet }: TensorflowBuild): TFJSBinding {
  const require = createRequire(import.meta.url);
  const { mute, unmute } = require(quiet) as { mute(): void; unmute(): void };
  mute();
  try {
    return expectPinnedVersion(require(addon) as TFJSBinding);
  } finally {
    unmute();
  }
}

/** Unpacked libraries named by `--from` have no digest, so their version is checked here. */
function expectPinnedVersion(binding: TFJSBinding): TFJSBinding {
  if (binding.TF_Version === tensorflowVersion) return binding;
  throw new Error(`its libraries are TensorFlow ${binding.TF_Version}, its addon is for ${tensorflowVersion}`);
}

async function registerStockAddon(): Promise<void> {
  try {
    await import('@tensorflow/tfjs-node-gpu');
  } catch {
    throw new Error('not set up');
  }
}
