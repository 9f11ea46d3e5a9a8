export { adam, type AdamOptions, type AdamState, type Optimizer } from './adam/adam.ts';
export { clipByNorm, globalNorm, squaredNorm } from './adam/clip-by-norm.ts';
export { type Moments } from './adam/adam-kernels.ts';
export { engineNames, type Engine, type EngineName } from './engines/engine.ts';
export { engineStatus, startEngine, type EngineStatus } from './engines/start-engine.ts';
export { constant, cosine, plateau, warmup, type PlateauOptions, type Schedule } from './schedule.ts';
export { toMatrix, toTensor } from './tensors.ts';
