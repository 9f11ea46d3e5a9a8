import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { bridgeMissingKernels } from '../kernels/bridge.ts';
import { registerWasmMatMul } from '../kernels/wasm-mat-mul.ts';
import { registerReluGradient } from '../kernels/relu-gradient.ts';
import { registerWasmSums } from '../kernels/wasm-sum.ts';
import type { EngineStarter } from './engine.ts';

/** WebAssembly with SIMD, on one thread but for products of matrices; the kernels it lacks run on the cpu engine. */
export const wasmEngine: EngineStarter = {
  remedy: 'Use Node 20.11 or newer',
  async start() {
    await import('@tensorflow/tfjs-backend-cpu');
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    correctOnce();
    wasm.setWasmPaths(`${wasmFolder()}/`);
    if (!(await keepingProcessListeners(() => tf.setBackend('wasm')))) throw new Error('WebAssembly could not be started');
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD';
    return { description: `tfjs wasm ${wasm.version_wasm}, ${simd}` };
  },
};

let corrected = false;

function correctOnce(): void {
  if (corrected) return;
  corrected = true;
  bridgeMissingKernels();
  registerWasmMatMul();
  registerWasmSums();
  registerReluGradient('wasm');
}

/** The folder of the .wasm files, found in node_modules: nothing is fetched. */
function wasmFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
}

/** Emscripten takes over the process's uncaught errors, and prints its own minified source for each: what it adds is removed. */
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
