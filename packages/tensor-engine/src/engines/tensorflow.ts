import { createRequire } from 'node:module';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import type { EngineStarter, StartedEngine } from './engine.ts';
import { requireNotedSizes } from './file-sizes.ts';
import { tensorflowBackend } from './tensorflow-backend.ts';
import { findTensorflowBuild, tensorflowVersion, type TensorflowBuild } from './tensorflow-build.ts';

/** TensorFlow itself, through the addon of tfjs-node-gpu. */
export const tensorflowEngine: EngineStarter = {
  remedy: 'Run "mmae-engine setup tensorflow", for NVIDIA cards with --gpu',
  start: () => startTensorflow(findTensorflowBuild()),
};

/** Starts the given build, or the addon that tfjs-node-gpu has of its own where none is given. */
export async function startTensorflow(build: TensorflowBuild | undefined): Promise<StartedEngine> {
  if (!tf.findBackendFactory('tensorflow')) {
    // tfjs-node calls both: the one is gone since Node 23, the other is met with a warning since Node 22
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
    await (build ? registerBuild(build) : registerStockAddon());
    registerReluGradient('tensorflow');
  }
  await tf.setBackend('tensorflow');
  const { binding, isUsingGpuDevice } = tensorflowBackend();
  return { description: `TensorFlow ${binding.TF_Version} on the ${isUsingGpuDevice ? 'graphics card' : 'processor'}` };
}

async function registerBuild(build: TensorflowBuild): Promise<void> {
  requireNotedSizes(build.folder);
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
    return pinned(require(addon) as TFJSBinding);
  } finally {
    unmute();
  }
}

/** Libraries that were brought unpacked have no digest that would tell their version. */
function pinned(binding: TFJSBinding): TFJSBinding {
  if (binding.TF_Version === tensorflowVersion) return binding;
  throw new Error(`its libraries are TensorFlow ${binding.TF_Version}, and the addon is for ${tensorflowVersion}`);
}

async function registerStockAddon(): Promise<void> {
  try {
    await import('@tensorflow/tfjs-node-gpu');
  } catch {
    throw new Error('it is not set up');
  }
}
