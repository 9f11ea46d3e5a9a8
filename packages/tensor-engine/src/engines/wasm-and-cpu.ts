import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { registerMissingKernels } from '../kernels/missing-kernels.ts';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import { registerWasmIdentity } from '../kernels/wasm-identity.ts';
import { registerWasmMatMul } from '../kernels/wasm-mat-mul.ts';
import { registerWasmSums } from '../kernels/wasm-sum.ts';
import type { EngineStarter } from './engine.ts';

/** Plain JavaScript: slow, runs everywhere, and is the reference for the other engines. */
export const cpuEngine: EngineStarter = {
  remedy: 'Install @tensorflow/tfjs-backend-cpu',
  async start() {
    const { version_cpu: version } = await import('@tensorflow/tfjs-backend-cpu');
    if (!tf.getKernel('ReluGrad', 'cpu')) registerReluGradient('cpu');
    await tf.setBackend('cpu');
    return { description: `tfjs cpu ${version}` };
  },
};

/** WebAssembly with SIMD. Matrix products use several threads, everything else one; the kernels that it lacks run on cpu. */
export const wasmEngine: EngineStarter = {
  remedy: 'Use Node 20.11 or newer',
  async start() {
    await import('@tensorflow/tfjs-backend-cpu');
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    correctOnce();
    wasm.setWasmPaths(`${wasmFolder()}/`);
    if (!(await keepingProcessListeners(() => tf.setBackend('wasm')))) throw new Error('WebAssembly does not start');
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD';
    return { description: `tfjs wasm ${wasm.version_wasm}, ${simd}` };
  },
};

let isCorrected = false;

function correctOnce(): void {
  if (isCorrected) return;
  isCorrected = true;
  registerMissingKernels();
  registerWasmMatMul();
  registerWasmSums();
  registerWasmIdentity();
  registerReluGradient('wasm');
}

/** The folder of the .wasm files in node_modules; nothing is downloaded. */
function wasmFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
}

/** Emscripten listens for uncaught errors of the process, and prints its own minified source for each: its listeners are removed. */
async function keepingProcessListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.listeners(event as 'uncaughtException'));
  const result = await start();
  events.forEach((event, i) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i].includes(listener)) process.removeListener(event, listener);
    }
  });
  return result;
}
