import type { EngineStarter } from './engine.ts';

/** A graphics card through WebGPU. */
export const webgpuEngine: EngineStarter = {
  remedy: 'Use the engine tensorflow or wasm',
  start: () => Promise.reject(new Error('no WebGPU library is set up')),
};
