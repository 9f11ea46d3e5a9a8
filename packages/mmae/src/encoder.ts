/**
 * What a trained model does, for rooms that must load no tensor library: `@mmae/mmae/encoder`. Nothing that is imported from here,
 * however far down, imports one.
 */
export { embed } from './embed.ts';
export { type Model, type ModelDescription } from './model.ts';
export { modelOf, type Checkpoint } from './training/checkpoint.ts';
export { canReconstruct, reconstruct } from './reconstruct.ts';
