/**
 * `@mmae/mmae/encoder`: what a trained model does, without a tensor library. Nothing that this module imports, directly or indirectly,
 * loads one.
 */
export { contextOf, type Context, type ContextDescription } from './context/context.ts';
export { contextOptions } from './context/context-options.ts';
export { embedInContext } from './context/embed-in-context.ts';
export { type Sequence } from './context/windows.ts';
export { embed, embedEncoded } from './inference/embed.ts';
export { encodeTable, tableEncoder, type EncodedTable } from './inference/encode-table.ts';
export { type Model, type ModelDescription } from './model.ts';
export { modelOf, trainingStateSchema, type Checkpoint } from './training/checkpoint.ts';
export { canReconstruct, reconstruct, reconstructEncoded } from './inference/reconstruct.ts';
